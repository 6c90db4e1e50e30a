import { useLocation, useNavigate } from "@tanstack/react-router";
import { Activity, Pause, Play } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "../components/button.tsx";
import { Chip } from "../components/chip.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { idOf, nameOf } from "../components/events/resource-place.ts";
import { Select } from "../forms/inputs.tsx";
import { DataTable } from "../lists/data-table.tsx";
import { ListPage } from "../lists/list-page.tsx";
import { SearchBox } from "../lists/search-box.tsx";
import { EVENT_COLUMNS } from "./event-columns.tsx";
import { EventHistogram } from "./event-histogram.tsx";
import { KINDS, parseEventSearch, SPANS } from "./event-search.ts";
import { type Events, useEvents } from "./use-events.ts";

type Address = { q?: string; kind?: string; resource?: string; span?: string; from?: string; to?: string };

/** Everything that happened, as it happens. */
export function EventsPage() {
  const raw = useLocation({ select: ({ search }) => search });
  const search = useMemo(() => parseEventSearch(raw), [raw]);
  const navigate = useNavigate();
  const change = (next: Address) =>
    void navigate({ to: ".", search: (before: object) => ({ ...before, ...next }), replace: true });
  const [isHeld, setHeld] = useState(false);
  const events = useEvents(search, isHeld);
  const isNarrowed = search.text !== "" || search.kind !== "" || search.resource !== "" || search.stretch;
  return (
    <ListPage
      title="Events"
      list={events.list}
      failure="The events could not be read"
      filters={<Filters search={search} events={events} onChange={change} />}
      actions={<Liveness events={events} isHeld={isHeld} onHold={setHeld} />}
      top={
        <EventHistogram
          counts={events.counts}
          onChoose={(from, to) => change({ from, to, span: undefined })}
        />
      }
      empty={
        <EmptyState
          icon={<Activity size={18} />}
          title={isNarrowed ? "No event is like this" : "Nothing has happened"}
          actions={
            isNarrowed && (
              <Button
                onClick={() =>
                  change({
                    q: undefined,
                    kind: undefined,
                    resource: undefined,
                    from: undefined,
                    to: undefined,
                  })
                }
              >
                Show all
              </Button>
            )
          }
        >
          <p>
            {isNarrowed
              ? "Look for less, or over a longer time."
              : "Every change of a run, a deployment, a work pool and of all else leaves an event here."}
          </p>
        </EmptyState>
      }
    >
      <DataTable label="Events" columns={EVENT_COLUMNS} list={events.list} rowKey={({ id }) => id} />
    </ListPage>
  );
}

type FiltersProps = {
  search: ReturnType<typeof parseEventSearch>;
  events: Events;
  onChange: (next: Address) => void;
};

function Filters({ search, events, onChange }: FiltersProps) {
  const { resource, stretch } = search;
  const about = events.list.rows
    ?.flatMap((event) => [event.resource, ...event.related])
    .find((one) => idOf(one) === resource);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2">
      <SearchBox
        label="Search events"
        placeholder="Name, message, anything"
        value={search.text}
        onChange={(q) => onChange({ q: q || undefined })}
      />
      <Select
        aria-label="Whose events"
        value={search.kind}
        onChange={(event) => onChange({ kind: event.target.value || undefined })}
        className="h-7.5! max-md:w-[calc(50%-0.25rem)]! md:w-auto!"
      >
        <option value="">Of everything</option>
        {KINDS.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
      <Select
        aria-label="When"
        value={stretch ? "stretch" : search.span.id}
        onChange={(event) =>
          event.target.value !== "stretch" &&
          onChange({ span: event.target.value, from: undefined, to: undefined })
        }
        className="h-7.5! max-md:w-[calc(50%-0.25rem)]! md:w-auto!"
      >
        {stretch && <option value="stretch">Chosen stretch</option>}
        {SPANS.map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </Select>
      {resource && (
        <Chip onRemove={() => onChange({ resource: undefined })} removeLabel="Events of everything else too">
          {about ? nameOf(about) : resource}
        </Chip>
      )}
    </div>
  );
}

type LivenessProps = { events: Events; isHeld: boolean; onHold: (isHeld: boolean) => void };

function Liveness({ events: { total, hasNews, showNews }, isHeld, onHold }: LivenessProps) {
  return (
    <>
      {total !== undefined && (
        <span className="tabular text-text-faint text-xs">
          {total.toLocaleString("en")} {total === 1 ? "event" : "events"}
        </span>
      )}
      {hasNews && (
        <Button look="primary" onClick={showNews}>
          Show new ones
        </Button>
      )}
      <Button
        icon={isHeld ? <Play size={14} aria-hidden="true" /> : <Pause size={14} aria-hidden="true" />}
        onClick={() => {
          onHold(!isHeld);
          if (isHeld) showNews();
        }}
      >
        {isHeld ? "Go on" : "Hold"}
      </Button>
    </>
  );
}
