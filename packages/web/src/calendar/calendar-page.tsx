import type { Calendar, CalendarRun } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { CalendarDays, ChevronLeft, ChevronRight } from "lucide-react";
import { Button, buttonClasses, IconButton } from "../components/button.tsx";
import { EmptyState } from "../components/empty-state.tsx";
import { ErrorState } from "../components/error-state.tsx";
import { Skeleton } from "../components/skeleton.tsx";
import { useNow } from "../components/use-now.ts";
import { useSearchParam } from "../lists/use-search-param.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { ZoneNote } from "../times/zone-note.tsx";
import {
  CALENDAR_VIEWS,
  type CalendarSpan,
  type CalendarView,
  calendarSpan,
  neighbour,
  sayCalendarSpan,
} from "./calendar-span.ts";
import { Lane } from "./lane.tsx";
import { NowLine, TimeHeader } from "./time-header.tsx";
import { useCalendar } from "./use-calendar.ts";

/** The runs of a day, a week or a month: what ran, and what is to come, deployment by deployment. */
export function CalendarPage() {
  const [viewText, setView] = useSearchParam("view");
  const [day, setDay] = useSearchParam("day");
  useShownZone();
  const now = useNow("minute");
  const view: CalendarView = CALENDAR_VIEWS.find((one) => one === viewText) ?? "day";
  const span = calendarSpan(view, day, new Date(now));
  const { data, error, refetch } = useCalendar(span);
  return (
    <>
      <h1 className="sr-only">Schedule</h1>
      <Toolbar span={span} onView={(next) => setView(next === "day" ? "" : next)} onDay={setDay} />
      <section
        aria-label="Schedule"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        className="min-h-0 grow overflow-y-auto outline-offset-[-2px]"
      >
        {data ? (
          <Lanes calendar={data} span={span} now={now} />
        ) : error ? (
          <ErrorState error={error} title="The schedule could not be read" onRetry={() => void refetch()} />
        ) : (
          <LaneSkeletons />
        )}
      </section>
    </>
  );
}

type ToolbarProps = {
  span: CalendarSpan;
  onView: (view: CalendarView) => void;
  onDay: (day: string) => void;
};

function Toolbar({ span, onView, onDay }: ToolbarProps) {
  const back = () => onDay(neighbour(span, -1));
  const on = () => onDay(neighbour(span, 1));
  useShortcut("ArrowLeft", `The ${span.view} before`, back);
  useShortcut("ArrowRight", `The next ${span.view}`, on);
  useShortcut("t", "Today", () => onDay(""));
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2">
      <div className="flex items-center gap-0.5">
        <IconButton label={`The ${span.view} before`} onClick={back}>
          <ChevronLeft size={16} aria-hidden="true" />
        </IconButton>
        <Button size="md" onClick={() => onDay("")}>
          Today
        </Button>
        <IconButton label={`The next ${span.view}`} onClick={on}>
          <ChevronRight size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <h2 className="tabular font-medium text-base" aria-live="polite">
        {sayCalendarSpan(span)}
      </h2>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own look. */}
      <div
        role="group"
        aria-label="How much is shown"
        className="flex gap-0.5 rounded-md bg-sunken p-0.5 md:ml-auto"
      >
        {CALENDAR_VIEWS.map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={view === span.view}
            onClick={() => onView(view)}
            className={clsx(
              "h-6 rounded-sm px-2.5 font-medium text-xs capitalize",
              view === span.view ? "bg-surface text-text shadow-low" : "text-text-soft hover:text-text",
            )}
          >
            {view}
          </button>
        ))}
      </div>
      <Link to="/runs" search={{ view: "upcoming" }} className={buttonClasses("plain")}>
        As a list
      </Link>
      <ZoneNote className="max-lg:hidden" />
    </div>
  );
}

function Lanes({ calendar, span, now }: { calendar: Calendar; span: CalendarSpan; now: number }) {
  const { lanes, runs, is_cut: isCut } = calendar;
  const byDeployment = Map.groupBy(runs, ({ deployment_id }) => deployment_id);
  const known = new Set(lanes.map(({ deployment_id }) => deployment_id));
  const others: CalendarRun[] = runs.filter(({ deployment_id: id }) => id === null || !known.has(id));
  if (lanes.length === 0 && others.length === 0) return <NothingPlanned />;
  const times = [...runs.map(({ start_time }) => start_time), ...lanes.flatMap((lane) => lane.times)];
  return (
    <>
      {isCut && (
        <p className="border-line border-b bg-warning-soft px-4 py-1.5 text-warning text-xs">
          There were more runs than fit: only the latest 2,000 are shown. Choose a shorter span for all of
          them.
        </p>
      )}
      <TimeHeader span={span} times={times} />
      <div className="relative">
        <NowLine span={span} now={now} />
        <ul aria-label="Deployments">
          {lanes.map((lane) => (
            <Lane
              key={lane.deployment_id}
              lane={lane}
              runs={byDeployment.get(lane.deployment_id) ?? []}
              span={span}
            />
          ))}
          {others.length > 0 && <Lane lane={undefined} runs={others} span={span} />}
        </ul>
      </div>
    </>
  );
}

function NothingPlanned() {
  return (
    <EmptyState icon={<CalendarDays size={18} />} title="Nothing ran, and nothing is planned">
      <p>
        A deployment with a schedule shows its coming runs here. Schedules are added on a deployment's page.
      </p>
    </EmptyState>
  );
}

function LaneSkeletons() {
  return (
    <div className="flex flex-col gap-6 p-4">
      {["w-64", "w-52", "w-60", "w-48"].map((width) => (
        <div key={width} className="flex items-center gap-8">
          <Skeleton className={clsx("h-3", width)} />
          <Skeleton className="h-3 grow" />
        </div>
      ))}
    </div>
  );
}
