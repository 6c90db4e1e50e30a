import type { ReceivedEvent } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useRef } from "react";
import { api } from "../../api/client.ts";
import { EventTitle, eventPlace } from "../../components/events/event-title.tsx";
import { eventWords } from "../../components/events/event-words.ts";
import { formatTime } from "../../components/format-time.ts";
import { Tooltip } from "../../components/tooltip.tsx";
import { useWidth } from "../../components/use-width.ts";
import { useLiveTopic } from "../../live/use-live-topic.ts";
import { useReread } from "../../live/use-reread.ts";
import { clusterEvents } from "./event-clusters.ts";
import { xOf } from "./time-scale.ts";
import { parseMilliseconds } from "./timeline-node.ts";
import type { TimelineView } from "./timeline-view.ts";
import { useWindow } from "./use-timeline-view.ts";

// As many as the server gives at once.
const MOST_EVENTS = 50;
// What can be pressed may not be smaller.
const MARK_PX = 24;
const NAMED = 6;

type Props = { flowRunId: string; view: TimelineView };

/** Under the axis: what was told of the run, each where it happened; those of its task runs are its bars. */
export function EventLane({ flowRunId, view }: Props) {
  const lane = useRef<HTMLUListElement>(null);
  const width = useWidth(lane);
  const window = useWindow(view);
  const events = useEventsOfRun(flowRunId);
  const xOfEvent = ({ occurred }: ReceivedEvent) => xOf(window, width, parseMilliseconds(occurred));
  const clusters = width > 0 ? clusterEvents(events, xOfEvent, width, MARK_PX) : [];
  return (
    <div className="flex border-line border-b bg-surface" style={{ paddingRight: "var(--scrollbar, 0px)" }}>
      <div
        className="flex shrink-0 items-center px-3 text-2xs text-text-faint"
        style={{ width: "var(--names)" }}
      >
        Events
      </div>
      <ul
        ref={lane}
        aria-label="Events of the run"
        className="relative h-6 min-w-0 flex-1 overflow-hidden border-line border-l"
      >
        {clusters.map(({ x, events: own }) => (
          <li key={own[0]?.id} className="absolute top-0" style={{ left: x - MARK_PX / 2 }}>
            <Mark flowRunId={flowRunId} events={own} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The newest events about the run and what it told of itself, without those of its task runs. */
function useEventsOfRun(flowRunId: string): readonly ReceivedEvent[] {
  const queryKey = ["timeline-events", flowRunId];
  const reread = useReread(queryKey);
  useLiveTopic(`run:${flowRunId}`, reread, reread);
  const { data } = useQuery({
    queryKey,
    queryFn: ({ signal }) => {
      const filter = {
        any_resource: { id: [`prefect.flow-run.${flowRunId}`] },
        event: { exclude_prefix: ["prefect.task-run."] },
      };
      return api.listEvents({ body: { filter, limit: MOST_EVENTS } }, { signal });
    },
  });
  return data?.events ?? [];
}

/** One event, which leads to its page, or several, which lead to the list of them. */
function Mark({ flowRunId, events }: { flowRunId: string; events: readonly ReceivedEvent[] }) {
  const [first] = events;
  if (!first) return null;
  const isOne = events.length === 1;
  const label = isOne ? sayEvent(first) : `${events.length} events: ${events.map(sayEvent).join("; ")}`;
  return (
    <Tooltip content={<Titles events={events} />}>
      <Link
        to={(isOne ? eventPlace(first) : `/runs/flow-run/${flowRunId}`) as string}
        search={(isOne ? {} : { tab: "events" }) as never}
        aria-label={label}
        className="grid size-6 place-items-center rounded-full"
      >
        <span
          aria-hidden="true"
          className="tabular grid h-3 min-w-3 place-items-center rounded-full bg-paused-fill px-0.5 font-medium text-[9px] text-surface leading-none ring-2 ring-surface forced-color-adjust-none"
        >
          {isOne ? "" : events.length}
        </span>
      </Link>
    </Tooltip>
  );
}

function Titles({ events }: { events: readonly ReceivedEvent[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {events.slice(0, NAMED).map((event) => (
        <li key={event.id} className="flex items-baseline justify-between gap-3">
          <EventTitle event={event} />
          <span className="tabular text-text-faint">{timeOf(event)}</span>
        </li>
      ))}
      {events.length > NAMED && <li className="text-text-faint">{events.length - NAMED} more</li>}
    </ul>
  );
}

const timeOf = ({ occurred }: ReceivedEvent): string => formatTime(Date.parse(occurred), Date.now());

function sayEvent(event: ReceivedEvent): string {
  const { kind, what } = eventWords(event.event);
  return `${kind ? `${kind} ` : ""}${what}, ${timeOf(event)}`;
}
