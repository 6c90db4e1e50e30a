import type { CalendarLane, CalendarRun, StateType } from "@reeve/protocol";
import { type StateTone, stateTone } from "../components/run-state.ts";

/** How many places a lane has: what falls into one is one mark, or a month of a busy schedule would be thousands. */
export const PLACES = 168;

/** What stands in a place of a lane: runs, or times that have no run yet. */
export type Mark = {
  place: number;
  tone: StateTone;
  /** Coming rather than past. */
  isPlanned: boolean;
  count: number;
  /** The only run there, if it is one. */
  runId: string | undefined;
  from: number;
  until: number;
};

type Bounds = { start: number; end: number };

// Of runs in one place the one shows that somebody should see.
const WEIGHT: readonly StateType[] = [
  "SCHEDULED",
  "COMPLETED",
  "CANCELLED",
  "CANCELLING",
  "PAUSED",
  "PENDING",
  "RUNNING",
  "CRASHED",
  "FAILED",
];

/** The marks of a lane, from the left. */
export function laneMarks(
  runs: readonly CalendarRun[],
  times: readonly string[],
  { start, end }: Bounds,
): Mark[] {
  const length = (end - start) / PLACES;
  const placeOf = (at: number) => Math.max(0, Math.min(PLACES - 1, Math.floor((at - start) / length)));
  const marks = new Map<number, Mark & { weight: number }>();
  const put = (at: number, type: StateType, name: string | null, runId: string | undefined) => {
    const place = placeOf(at);
    const before = marks.get(place);
    const weight = WEIGHT.indexOf(type);
    const count = (before?.count ?? 0) + 1;
    const own =
      before && before.weight > weight
        ? before
        : { weight, tone: stateTone(type, name), isPlanned: type === "SCHEDULED" && name !== "Late" };
    marks.set(place, {
      weight: own.weight,
      tone: own.tone,
      isPlanned: own.isPlanned,
      place,
      count,
      runId: count === 1 ? runId : undefined,
      from: start + place * length,
      until: start + (place + 1) * length,
    });
  };
  for (const { id, start_time, state_type, state_name } of runs) {
    put(Date.parse(start_time), state_type ?? "PENDING", state_name, id);
  }
  for (const time of times) put(Date.parse(time), "SCHEDULED", "Scheduled", undefined);
  return [...marks.values()]
    .sort((one, other) => one.place - other.place)
    .map(({ weight: _, ...mark }) => mark);
}

/** How many runs and planned times there are in each of so many stretches, for the strip of load. */
export function loadOf(times: readonly number[], { start, end }: Bounds, stretches: number): number[] {
  const counts = new Array<number>(stretches).fill(0);
  for (const at of times) {
    const place = Math.floor(((at - start) / (end - start)) * stretches);
    if (place >= 0 && place < stretches) counts[place]! += 1;
  }
  return counts;
}

/** How many runs of a lane will be under way at once, if each takes as long as usual. */
export function mostAtOnce({
  times,
  usual_seconds: usual,
}: Pick<CalendarLane, "times" | "usual_seconds">): number {
  if (usual === null) return 0;
  const starts = times.map((time) => Date.parse(time));
  let most = 0;
  let first = 0;
  for (const [index, at] of starts.entries()) {
    while (starts[first]! + usual * 1000 <= at) first += 1;
    most = Math.max(most, index - first + 1);
  }
  return most;
}
