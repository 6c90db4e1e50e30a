import type { CalendarLane, CalendarRun } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { clsx } from "clsx";
import { TriangleAlert } from "lucide-react";
import { stateLabel, TONE_CLASSES } from "../components/run-state.ts";
import { describeSchedule } from "../schedules/describe-schedule.ts";
import { zonedFormat } from "../times/zoned-format.ts";
import type { CalendarSpan } from "./calendar-span.ts";
import { laneMarks, type Mark, mostAtOnce, PLACES } from "./lane-marks.ts";

type Props = { lane: CalendarLane | undefined; runs: readonly CalendarRun[]; span: CalendarSpan };

const clock = zonedFormat({ weekday: "short", hour: "2-digit", minute: "2-digit" });

/** One deployment over the span: what it is on the left, its runs and times to come beside; without one, all other runs. */
export function Lane({ lane, runs, span }: Props) {
  const navigate = useNavigate();
  const times = lane?.times ?? [];
  const marks = laneMarks(runs, times, { start: span.start.getTime(), end: span.end.getTime() });
  const open = ({ runId, from, until }: Mark) => {
    if (runId) void navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: runId } });
    else {
      const search = { from: new Date(from).toISOString(), to: new Date(until).toISOString() };
      void navigate({ to: "/runs", search: lane ? { ...search, flow: [lane.flow_name] } : search });
    }
  };
  return (
    <li className="flex border-line/60 border-b max-md:flex-col md:min-h-13">
      <LaneName lane={lane} />
      <div
        role="img"
        aria-label={`${lane?.name ?? "Without a deployment"}: ${runs.length} runs, ${times.length} more planned`}
        className={clsx("relative h-8 min-w-0 grow md:h-auto", lane?.paused && "opacity-60")}
      >
        {marks.map((mark) => (
          // biome-ignore lint/a11y: the picture has its words; by keys the run list leads to the same runs.
          <span
            key={mark.place}
            title={sayMark(mark)}
            onClick={() => open(mark)}
            className="absolute inset-y-1.5 md:inset-y-2.5"
            style={{ left: `${(mark.place / PLACES) * 100}%`, width: `${100 / PLACES}%` }}
          >
            <span
              className={clsx(
                "block h-full w-[max(3px,80%)] rounded-[2px] forced-color-adjust-none hover:brightness-90",
                mark.isPlanned
                  ? "border border-scheduled-fill bg-scheduled-soft"
                  : TONE_CLASSES[mark.tone].fill,
              )}
            />
          </span>
        ))}
      </div>
    </li>
  );
}

function LaneName({ lane }: { lane: CalendarLane | undefined }) {
  const classes =
    "flex shrink-0 flex-col justify-center gap-0.5 px-4 py-1.5 md:w-72 md:border-line md:border-r";
  if (!lane) {
    return (
      <div className={classes}>
        <span className="font-medium">Without a deployment</span>
        <span className="text-text-faint text-xs">started by their programs</span>
      </div>
    );
  }
  const { deployment_id: deploymentId, name, flow_name, paused, schedules, concurrency_limit: limit } = lane;
  const atOnce = mostAtOnce(lane);
  const words = schedules.map(describeSchedule).join("; ");
  return (
    <div className={classes}>
      <span className="flex min-w-0 items-baseline gap-2">
        <Link
          to="/deployments/deployment/$deploymentId"
          params={{ deploymentId }}
          className="truncate rounded-sm font-medium hover:underline"
        >
          {name}
        </Link>
        <span className="truncate text-text-faint text-xs">{flow_name}</span>
      </span>
      <span className="truncate text-text-faint text-xs" title={words}>
        {paused ? <span className="text-paused">Paused: it plans no runs</span> : words || "no schedule"}
        {lane.is_cut && " (only the next 800 are shown)"}
      </span>
      {limit !== null && atOnce > limit && (
        <span className="flex items-center gap-1 text-late text-xs">
          <TriangleAlert size={12} aria-hidden="true" />
          {atOnce} would run at once, {limit} may
        </span>
      )}
    </div>
  );
}

function sayMark({ count, tone, isPlanned, from }: Mark): string {
  const when = clock(from);
  if (isPlanned) return `${when}: ${count === 1 ? "planned" : `${count} planned`}`;
  const word = stateLabel("PENDING", tone[0]!.toUpperCase() + tone.slice(1));
  return count === 1 ? `${when}: ${word}` : `${when}: ${count} runs, ${word.toLowerCase()} among them`;
}
