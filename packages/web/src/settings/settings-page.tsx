import type { AnswerOf, listServerSettings } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { apiUrl } from "../api/base-url.ts";
import { api } from "../api/client.ts";
import { CopyButton } from "../components/copy-button.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Fact, Facts } from "../components/facts.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Switch } from "../forms/switch.tsx";
import { useLiveStatus } from "../live/use-live-status.ts";
import { modKey } from "../shell/mod-key.ts";
import { areSingleKeysOn, onSingleKeys, setSingleKeys } from "../shortcuts/single-keys.ts";
import { LooksChoice } from "./looks-choice.tsx";
import { ServerSettings } from "./server-settings.tsx";
import { ThemeChoice } from "./theme-choice.tsx";
import { ZoneChoice } from "./zone-choice.tsx";

type Answer = AnswerOf<typeof listServerSettings>;

/** How the pages look in this browser, what the server goes by, and which versions there are. */
export function SettingsPage() {
  const { data, error, refetch } = useQuery<Answer>({
    queryKey: ["server-settings"],
    queryFn: ({ signal }) => api.listServerSettings({}, { signal }),
    // They are read when the server starts.
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <section
      aria-label="Settings"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
      tabIndex={0}
      className="min-h-0 grow overflow-y-auto outline-offset-[-2px]"
    >
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-4 py-6">
        <h1 className="sr-only">Settings</h1>
        <div className="grid gap-8 md:grid-cols-2">
          <ThisBrowser />
          <About versions={data?.versions} />
        </div>
        {error && !data ? (
          <ErrorState error={error} title="The settings could not be read" onRetry={() => void refetch()} />
        ) : (
          <ServerSettings settings={data?.settings} />
        )}
      </div>
    </section>
  );
}

function ThisBrowser() {
  const isOn = useSyncExternalStore(onSingleKeys, areSingleKeysOn);
  return (
    <section aria-labelledby="this-browser" className="flex flex-col gap-3">
      <h2 id="this-browser" className="font-semibold text-base">
        In this browser
      </h2>
      <ThemeChoice />
      <LooksChoice />
      <ZoneChoice />
      <div className="flex flex-col gap-0.5">
        <Switch label="Single keys act" isLabelShown checked={isOn} onChange={setSingleKeys} />
        <p className="pl-10 text-text-faint text-xs">
          Press ? for what they do. Switch off if you dictate, or press keys by accident; {modKey} shortcuts
          stay.
        </p>
      </div>
    </section>
  );
}

const STATUS_WORDS = {
  connecting: "Connecting",
  live: "Connected: what changes is shown at once",
  polling: "Lost; pages ask again every 15 s while it is tried anew",
} as const;

function About({ versions }: { versions: Answer["versions"] | undefined }) {
  const status = useLiveStatus();
  const url = apiUrl("").href;
  return (
    <section aria-labelledby="this-server" className="flex flex-col gap-3">
      <h2 id="this-server" className="font-semibold text-base">
        This server
      </h2>
      {versions ? (
        <Facts>
          <Fact name="Reeve">{versions.reeve}</Fact>
          <Fact name="Like Prefect">
            {versions.prefect}, API {versions.api}
          </Fact>
          <Fact name="Database">{versions.database}</Fact>
          <Fact name="Node.js">{versions.node}</Fact>
          <Fact name="Live updates">{STATUS_WORDS[status]}</Fact>
          <Fact name="API">
            <span className="inline-flex max-w-full items-center gap-1">
              <code className="truncate font-mono text-xs">{url}</code>
              <CopyButton text={url} label="Copy the address of the API" />
            </span>
          </Fact>
        </Facts>
      ) : (
        <Skeleton className="h-32 w-full" />
      )}
    </section>
  );
}
