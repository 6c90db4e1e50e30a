import type { RecentRun } from "@reeve/protocol";
import { clsx } from "clsx";
import { formatDuration } from "./format-duration.ts";
import { stateLabel, stateTone, TONE_CLASSES } from "./run-state.ts";

type Props = { runs: readonly RecentRun[]; places: number; className?: string };

/** The last runs as bars, the newest on the right: the colour is the state, the height how long it took. */
export function RunBars({ runs, places, className }: Props) {
  const shown = runs.slice(0, places).toReversed();
  const longest = Math.max(0.001, ...shown.map(({ seconds }) => seconds));
  return (
    <span
      role="img"
      aria-label={sayRuns(shown)}
      className={clsx("flex items-end justify-end gap-0.5", className)}
    >
      {shown.map(({ id, name, state_type, state_name, seconds }) => {
        const type = state_type ?? "PENDING";
        return (
          <span
            key={id}
            title={`${name}: ${stateLabel(type, state_name)}, ${formatDuration(seconds * 1000)}`}
            className={clsx(
              "min-h-1 max-w-2 grow basis-0 rounded-[1px] forced-color-adjust-none",
              TONE_CLASSES[stateTone(type, state_name)].fill,
            )}
            // A root, so that one long run does not flatten all others.
            style={{ height: `${Math.sqrt(seconds / longest) * 100}%` }}
          />
        );
      })}
    </span>
  );
}

function sayRuns(runs: readonly RecentRun[]): string {
  if (runs.length === 0) return "No runs yet";
  const counts = Map.groupBy(runs, ({ state_type, state_name }) =>
    stateLabel(state_type ?? "PENDING", state_name),
  );
  const parts = [...counts].map(([label, group]) => `${group.length} ${label.toLowerCase()}`);
  return `The last ${runs.length === 1 ? "run" : `${runs.length} runs`}: ${parts.join(", ")}`;
}
