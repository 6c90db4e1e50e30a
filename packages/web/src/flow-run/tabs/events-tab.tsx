import type { EventPage } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../../api/client.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorState } from "../../components/error-state.tsx";
import { EventTitle, eventPlace } from "../../components/events/event-title.tsx";
import { ResourceLink } from "../../components/events/resource-link.tsx";
import { Skeleton } from "../../components/skeleton.tsx";
import { Time } from "../../components/time.tsx";
import { useLiveTopic } from "../../live/use-live-topic.ts";
import { useReread } from "../../live/use-reread.ts";

// As many as the server gives at once.
const MOST_EVENTS = 50;

/** What was told of a run and of what it did, the newest first. */
export function EventsTab({ flowRunId }: { flowRunId: string }) {
  const queryKey = ["events-of-run", flowRunId];
  const reread = useReread(queryKey);
  useLiveTopic(`run:${flowRunId}`, reread, reread);
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }): Promise<EventPage> =>
      api.listEvents(
        {
          body: {
            filter: { any_resource: { id: [`prefect.flow-run.${flowRunId}`] } },
            limit: MOST_EVENTS,
          },
        },
        { signal },
      ),
  });
  if (error && !data) return <ErrorState error={error} title="The events could not be read" />;
  if (!data) return <Skeleton className="h-32 max-w-4xl" />;
  if (data.events.length === 0) {
    return <EmptyState title="No events">Events are kept for a while only; these are gone.</EmptyState>;
  }
  return (
    <div className="flex max-w-4xl flex-col gap-3">
      <ol aria-label="Events" className="rounded-lg border border-line bg-surface">
        {data.events.map((event) => (
          <li
            key={event.id}
            className="flex flex-wrap items-baseline gap-x-3 border-line/60 border-b px-3 py-1.5 last:border-b-0"
          >
            <Link to={eventPlace(event) as string} className="min-w-0 hover:underline">
              <EventTitle event={event} />
            </Link>
            <span className="min-w-0 truncate text-text-soft">
              <ResourceLink resource={event.resource} related={event.related} />
            </span>
            <Time value={event.occurred} className="ml-auto text-text-faint text-xs" />
          </li>
        ))}
      </ol>
      {data.total > MOST_EVENTS && (
        <p className="text-text-soft">
          The newest {MOST_EVENTS} of {data.total.toLocaleString("en")}.{" "}
          <Link
            to={"/events" as string}
            search={{ resource: `prefect.flow-run.${flowRunId}`, span: "30d" } as never}
            className="text-accent underline underline-offset-2"
          >
            All events of this run
          </Link>
        </p>
      )}
    </div>
  );
}
