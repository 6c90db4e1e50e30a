import type { ReceivedEvent } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Activity, Zap } from "lucide-react";
import { api } from "../api/client.ts";
import { buttonClasses } from "../components/button.tsx";
import { CopyButton } from "../components/copy-button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { EventTitle, eventPlace } from "../components/events/event-title.tsx";
import { kindWord } from "../components/events/event-words.ts";
import { ResourceLink } from "../components/events/resource-link.tsx";
import { idOf, partsOf } from "../components/events/resource-place.ts";
import { Fact, Facts } from "../components/facts.tsx";
import { JsonView } from "../components/json-view.tsx";
import { Loaded } from "../components/loaded.tsx";
import { Time, TimeAgo } from "../components/time.tsx";

/** One event: what happened, when, to what, and all that was said of it. */
export function EventPage({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ["event", id],
    queryFn: async ({ signal }) =>
      (await api.listEvents({ body: { filter: { id: { id: [id] } }, limit: 1 } }, { signal })).events[0] ??
      null,
    // An event never changes.
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return (
    <Loaded query={query} failure="The event could not be read" title="Event">
      {(event) => (event ? <EventBody event={event} /> : <NoSuchEvent />)}
    </Loaded>
  );
}

function NoSuchEvent() {
  return (
    <EmptyState level={1} icon={<Activity size={18} />} title="There is no such event">
      <p>It may have been longer ago than events are kept.</p>
    </EmptyState>
  );
}

function EventBody({ event }: { event: ReceivedEvent }) {
  const { resource, related, payload, occurred, received, follows } = event;
  const message = resource["prefect.state-message"];
  return (
    <>
      <header className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2.5">
        <h1 className="min-w-0 text-lg tracking-tight">
          <EventTitle event={event} />
        </h1>
        <TimeAgo value={occurred} className="text-text-soft" />
        <div className="ml-auto flex flex-wrap items-center gap-3">
          <Link
            to={"/events" as string}
            search={{ resource: idOf(resource), span: "30d" } as never}
            className="text-accent hover:underline"
          >
            All events of this
          </Link>
          <Link
            to={"/automations/create" as string}
            search={{ event: event.event, name: reactedName(event) } as never}
            className={buttonClasses()}
          >
            <Zap size={14} aria-hidden="true" />
            React to this
          </Link>
        </div>
      </header>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="grid min-h-0 grow content-start gap-6 overflow-y-auto p-4 outline-offset-[-2px] lg:grid-cols-2"
      >
        <div className="flex min-w-0 flex-col gap-6">
          {message && (
            <p className="whitespace-pre-wrap break-words rounded-md bg-sunken px-3 py-2">{message}</p>
          )}
          <Facts>
            <Fact name="Happened to">
              <ResourceLink resource={resource} related={related} />
              <span className="text-text-faint"> {kindOf(resource)}</span>
            </Fact>
            <Fact name="When">
              <Time value={occurred} />
            </Fact>
            <Fact name="Heard of">
              <Time value={received} />
            </Fact>
            <Fact name="Name">
              <code className="break-all font-mono text-xs">{event.event}</code>
            </Fact>
            {follows && (
              <Fact name="Follows">
                <Link
                  to={eventPlace({ id: follows, occurred }) as string}
                  className="text-accent hover:underline"
                >
                  an earlier event
                </Link>
              </Fact>
            )}
            <Fact name="ID">
              <span className="inline-flex max-w-full items-center gap-1">
                <code className="break-all font-mono text-xs">{event.id}</code>
                <CopyButton text={event.id} label="Copy the id" />
              </span>
            </Fact>
          </Facts>
          {related.length > 0 && (
            <section className="flex flex-col gap-2">
              <h2 className="font-medium text-sm">What it is related to</h2>
              <Facts>
                {related.map((one) => (
                  <Fact
                    key={`${idOf(one)} ${one["prefect.resource.role"]}`}
                    name={kindWord(one["prefect.resource.role"] ?? "")}
                  >
                    <ResourceLink resource={one} related={related} className="break-all" />
                  </Fact>
                ))}
              </Facts>
            </section>
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          {Object.keys(payload).length > 0 && (
            <section className="flex flex-col gap-2">
              <h2 className="font-medium text-sm">What it says</h2>
              <JsonView value={payload} />
            </section>
          )}
          <details>
            <summary className="text-text-soft">The whole event as JSON</summary>
            <JsonView value={event} className="mt-2" />
          </details>
        </div>
      </div>
    </>
  );
}

const kindOf = (resource: ReceivedEvent["resource"]): string | undefined => {
  const parts = partsOf(resource);
  return parts && kindWord(parts.kind).toLowerCase();
};

// Runs come and go: what happens again happens to runs of the same flow.
const reactedName = ({ event, resource, related }: ReceivedEvent): string | undefined =>
  event.startsWith("prefect.flow-run.")
    ? related.find((one) => one["prefect.resource.role"] === "flow")?.["prefect.resource.name"]
    : resource["prefect.resource.name"];
