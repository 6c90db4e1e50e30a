import type { FlowRun, UsualDuration } from "@reeve/protocol";
import { formatTickingDuration } from "../../components/format-duration.ts";
import { Tooltip } from "../../components/tooltip.tsx";
import { useNow } from "../../components/use-now.ts";

// What is shorter is over before anybody has read how long it takes.
const LEAST_SECONDS = 1;

/** How long such a run usually takes; while it runs also what that means for it, where that can be told. */
export function Usually({ run, usual }: { run: FlowRun; usual: UsualDuration }) {
  if (usual.median_seconds < LEAST_SECONDS) return null;
  const isRunning = run.state_type === "RUNNING";
  const { of, runs } = usual;
  return (
    <Tooltip
      content={`Of the last ${runs} completed runs of the ${of} half were faster; from ${text(usual.shortest_seconds)} to ${text(usual.longest_seconds)}.`}
    >
      <span className="text-text-faint">
        {run.start_time ? " · usually " : "usually "}
        {text(usual.median_seconds)}
        {isRunning && run.start_time && <Remaining usual={usual} start={run.start_time} />}
      </span>
    </Tooltip>
  );
}

function Remaining({ usual, start }: { usual: UsualDuration; start: string }) {
  const now = useNow("second");
  const said = sayRemaining(usual, (now - Date.parse(start)) / 1_000);
  return said ? `, ${said}` : null;
}

// Runs of which the longest took half as much again as the shortest foretell the next one well enough.
const MOST_SPREAD = 1.5;
const ENOUGH_RUNS = 5;
const ALMOST_SECONDS = 1;

/** What the usual duration tells of a run that goes on for that long; nothing where it would be a guess. */
export function sayRemaining(usual: UsualDuration, elapsedSeconds: number): string | undefined {
  const { runs, median_seconds: median, shortest_seconds: shortest, longest_seconds: longest } = usual;
  if (elapsedSeconds > longest) return `longer than each of the last ${runs}`;
  if (runs < ENOUGH_RUNS || longest > shortest * MOST_SPREAD) return undefined;
  const left = median - elapsedSeconds;
  return left < ALMOST_SECONDS ? "almost done" : `about ${formatTickingDuration(left * 1_000)} left`;
}

// Nobody plans by the tenth of a second.
const text = (seconds: number): string => formatTickingDuration(Math.round(seconds) * 1_000);
