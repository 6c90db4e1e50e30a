import type { ServerSetting } from "@reeve/protocol";
import { Braces } from "lucide-react";
import { Button } from "../components/button.tsx";
import { CodeText } from "../components/code-text.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { EmptyState } from "../components/empty-state.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { Switch } from "../forms/switch.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { useSearchParam } from "../lists/use-search-param.ts";
import { findSettings, settingsJson } from "./find-settings.ts";

/** What the server goes by: searchable, with where each value comes from. */
export function ServerSettings({ settings }: { settings: readonly ServerSetting[] | undefined }) {
  const [sought, setSought] = useSearchParam("q");
  const [show, setShow] = useSearchParam("show");
  const isOnlySet = show === "set";
  const parts = findSettings(settings ?? [], sought, isOnlySet);
  return (
    <section aria-labelledby="server-settings" className="flex flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id="server-settings" className="font-semibold text-base">
          Settings of the server
        </h2>
        <p className="text-text-soft">
          They are read when it starts: from its options, its environment, the file .env, the active profile.
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <SearchBox
          label="Filter settings"
          placeholder="Name or what it does"
          value={sought}
          onChange={setSought}
        />
        <Switch
          label="Only what is set"
          isLabelShown
          checked={isOnlySet}
          onChange={(isOn) => setShow(isOn ? "set" : "")}
        />
        {settings && (
          <Button
            icon={<Braces size={14} aria-hidden="true" />}
            className="ml-auto"
            onClick={() => void copyWithToast(settingsJson(parts), "the settings as JSON")}
          >
            Copy as JSON
          </Button>
        )}
      </div>
      {!settings && <Skeleton className="h-64 w-full" />}
      {settings && parts.length === 0 && (
        <EmptyState
          title={sought ? `No setting has "${sought}" in its name or text` : "Everything is as it comes"}
          actions={
            <Button
              onClick={() => {
                setSought("");
                setShow("");
              }}
            >
              Show all
            </Button>
          }
        />
      )}
      {parts.map(({ title, settings: own }) => (
        <section key={title} aria-label={title} className="flex flex-col">
          <h3 className="border-line border-b pb-1.5 font-medium text-sm">{title}</h3>
          <ul>
            {own.map((setting) => (
              <SettingLine key={setting.name} setting={setting} />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

function SettingLine({ setting }: { setting: ServerSetting }) {
  const { name, other_names: others, value, about, takes, default_value: byDefault } = setting;
  return (
    <li className="grid gap-x-6 gap-y-1 border-line/60 border-b py-2.5 md:grid-cols-[1fr_20rem]">
      <div className="min-w-0">
        <div className="flex items-center gap-1">
          <code
            className="min-w-0 break-all font-medium font-mono text-xs"
            title={others.join(", ") || undefined}
          >
            {name}
          </code>
          <CopyButton text={name} label={`Copy ${name}`} />
        </div>
        <p className="text-text-soft">
          <CodeText text={about} />
        </p>
        <p className="text-text-faint text-xs">
          Takes <CodeText text={takes} />
          {byDefault && (
            <>
              ; by default <CodeText text={byDefault} />
            </>
          )}
        </p>
      </div>
      <div className="min-w-0 md:pt-1">
        {value === "" ? (
          <span className="text-text-faint">not set</span>
        ) : (
          <code className="break-all font-mono text-xs">{value}</code>
        )}
        <p className="mt-0.5 text-xs">
          <Source setting={setting} />
        </p>
      </div>
    </li>
  );
}

function Source({ setting: { source, found_in: place, is_default: isDefault } }: { setting: ServerSetting }) {
  if (source === "default" || (source === "unknown" && isDefault)) {
    return <span className="text-text-faint">as it comes</span>;
  }
  const words = {
    option: "an option of the command",
    environment: "the environment",
    file: "a file",
    profile: "a profile",
    unknown: "the program that started it",
  };
  return (
    <span className="text-accent">
      set by {words[source]}
      {place && <span className="break-all text-text-soft">: {place}</span>}
    </span>
  );
}
