import type { CreatedBy, Deployment, EventPage, ReceivedEvent } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { DiffLines } from "../components/diff-lines.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { diffLines } from "../components/line-diff.ts";
import { Skeleton } from "../components/skeleton.tsx";
import { Time, TimeAgo } from "../components/time.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import { type FieldChange, fieldChanges } from "./field-changes.ts";
import { scheduleChanges } from "./schedule-changes.ts";

// As many as the server gives at once.
const MOST_EVENTS = 50;
const NAMES = [
  "prefect.deployment.created",
  "prefect.deployment.updated",
  "reeve.deployment.schedules-changed",
];

/** When the deployment was made and changed, and what became of each field, the newest first. */
export function HistoryTab({ deployment }: { deployment: Deployment }) {
  const { id } = deployment;
  const queryKey = ["history-of-deployment", id];
  useLiveKinds(["deployment"], queryKey);
  const { data, error } = useQuery({
    queryKey,
    queryFn: ({ signal }): Promise<EventPage> =>
      api.listEvents(
        {
          body: {
            filter: { event: { name: NAMES }, resource: { id: [`prefect.deployment.${id}`] } },
            limit: MOST_EVENTS,
          },
        },
        { signal },
      ),
  });
  if (error) return <ErrorState error={error} title="The history could not be read" />;
  if (!data) return <Skeleton className="m-4 h-32 max-w-4xl" />;
  if (data.events.length === 0) {
    return (
      <EmptyState title="No change is on record">
        Changes are told by events, which are kept for a while only.
      </EmptyState>
    );
  }
  return (
    <ol aria-label="History" className="flex max-w-4xl flex-col gap-4 p-4">
      {data.events.map((event) => (
        <Change key={event.id} event={event} />
      ))}
      {data.total > MOST_EVENTS && (
        <li className="text-text-soft">
          The newest {MOST_EVENTS} of {data.total.toLocaleString("en")} changes.
        </li>
      )}
    </ol>
  );
}

function Change({ event }: { event: ReceivedEvent }) {
  const schedules = scheduleChanges(event.payload);
  const changes = schedules.length > 0 ? [] : fieldChanges(event.payload);
  const isFirst = event.event.endsWith(".created");
  const what = schedules.length > 0 ? " schedules" : changes.length > 0 ? ` ${sayFields(changes)}` : "";
  return (
    <li className="flex flex-col gap-1.5 border-line border-l pl-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <span className="font-medium">{isFirst ? "Made" : `Changed${what}`}</span>
        <ChangedBy payload={event.payload} />
        <span className="text-text-faint text-xs">
          <TimeAgo value={event.occurred} /> · <Time value={event.occurred} />
        </span>
      </p>
      {schedules.map((text) => (
        <p key={text} className="text-text-soft">
          {text}
        </p>
      ))}
      {changes.map((change) => (
        <FieldDiff key={change.field} change={change} />
      ))}
    </li>
  );
}

/** Who made a change, as far as that is known. */
function ChangedBy({ payload }: { payload: unknown }) {
  const by = (payload as { changed_by?: CreatedBy } | null)?.changed_by;
  if (!by?.display_value) return null;
  if (by.type !== "AUTOMATION" || !by.id) {
    return (
      <span className="text-text-soft">
        {by.type === "BROWSER" ? "in" : "by"} {by.display_value}
      </span>
    );
  }
  return (
    <span className="text-text-soft">
      by the automation{" "}
      <Link to={`/automations/automation/${by.id}` as string} className="text-accent underline">
        {by.display_value}
      </Link>
    </span>
  );
}

const sayFields = (changes: readonly FieldChange[]): string => changes.map(({ name }) => name).join(", ");

// As many as are read at a glance.
const SHORT_LINES = 12;

function FieldDiff({ change: { name, from, to, isShort } }: { change: FieldChange }) {
  if (isShort) {
    return (
      <p className="text-text-soft">
        {name}: <code className="break-all font-mono text-xs">{from}</code> →{" "}
        <code className="break-all font-mono text-text text-xs">{to}</code>
      </p>
    );
  }
  const lines = diffLines(from, to);
  return (
    <details open={lines !== undefined && lines.length <= SHORT_LINES}>
      <summary className="min-h-6 text-text-soft">{name}: what changed</summary>
      <div className="mt-1 overflow-x-auto">
        {lines ? (
          <DiffLines lines={lines} />
        ) : (
          <p className="text-text-soft">It is too long to be compared here.</p>
        )}
      </div>
    </details>
  );
}
