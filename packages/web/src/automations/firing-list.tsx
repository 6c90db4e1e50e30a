import type { Action, ReceivedEvent } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { EventTitle, eventPlace } from "../components/events/event-title.tsx";
import { ResourceLink } from "../components/events/resource-link.tsx";
import { Time, TimeAgo } from "../components/time.tsx";
import { ACTION_WORDS } from "./automation-words.ts";

type Props = { events: readonly ReceivedEvent[]; isOn: boolean };

/** What an automation has done lately: when it fired and for what, what it then did, and why it could not. */
export function FiringList({ events, isOn }: Props) {
  return (
    <section className="flex max-w-4xl flex-col gap-2">
      <h2 className="font-medium text-sm">What it has done</h2>
      {events.length === 0 ? (
        <p className="text-text-soft">
          {isOn ? "It has not fired yet." : "It has not fired yet, and does not while it is off."}
        </p>
      ) : (
        <ol className="flex flex-col rounded-lg border border-line bg-surface">
          {events.map((event) => (
            <Line key={event.id} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ event }: { event: ReceivedEvent }) {
  const { payload, related, occurred } = event;
  const action = ACTION_WORDS[payload.action_type as Action["type"]];
  const reason = typeof payload.reason === "string" ? payload.reason : undefined;
  const cause = payload.triggering_event as ReceivedEvent | null | undefined;
  const made = related.find((one) => one["prefect.resource.role"] === "flow-run");
  return (
    <li className="flex flex-col gap-0.5 border-line border-b px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <Link to={eventPlace(event) as string} className="min-w-0 hover:underline">
          <EventTitle event={event} />
        </Link>
        {action && <span className="text-text-soft">{action}</span>}
        {made && <ResourceLink resource={made} />}
        {cause && (
          <span className="min-w-0 text-text-soft">
            because of{" "}
            <ResourceLink resource={cause.resource} related={cause.related} className="underline" />
          </span>
        )}
        <span className="ml-auto flex items-baseline gap-2 text-text-faint text-xs">
          <Time value={occurred} className="max-md:hidden" />
          <TimeAgo value={occurred} />
        </span>
      </div>
      {reason && <p className="break-words pl-4 text-failed">{reason}</p>}
    </li>
  );
}
