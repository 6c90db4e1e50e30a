import type { HistoryResponse, StateType } from "@reeve/protocol";
import type { StateTone } from "../components/run-state.ts";

/** The parts of a bar from the bottom up, each of the states that are one thing to who looks at many runs. */
export const PARTS = [
  { id: "completed", label: "completed", tone: "completed", types: ["COMPLETED"], states: ["completed"] },
  {
    id: "running",
    label: "running",
    tone: "running",
    types: ["RUNNING", "PENDING"],
    states: ["running", "pending"],
  },
  {
    id: "waiting",
    label: "late or paused",
    tone: "late",
    types: ["SCHEDULED", "PAUSED"],
    states: ["scheduled", "paused"],
  },
  {
    id: "cancelled",
    label: "cancelled",
    tone: "cancelled",
    types: ["CANCELLED", "CANCELLING"],
    states: ["cancelled", "cancelling"],
  },
  { id: "crashed", label: "crashed", tone: "crashed", types: ["CRASHED"], states: ["crashed"] },
  { id: "failed", label: "failed", tone: "failed", types: ["FAILED"], states: ["failed"] },
] as const satisfies readonly {
  id: string;
  label: string;
  tone: StateTone;
  types: readonly StateType[];
  states: readonly string[];
}[];

export type PartId = (typeof PARTS)[number]["id"];
export type Bar = { start: string; end: string; total: number; counts: Readonly<Record<PartId, number>> };

/** A stretch of the history as a bar. */
export function toBar({ interval_start, interval_end, states }: HistoryResponse): Bar {
  const counts = Object.fromEntries(
    PARTS.map(({ id, types }) => {
      const own: readonly StateType[] = types;
      const counted = states.filter(({ state_type }) => own.includes(state_type));
      return [id, counted.reduce((sum, { count_runs }) => sum + count_runs, 0)];
    }),
  ) as Record<PartId, number>;
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { start: interval_start, end: interval_end, total, counts };
}

/** "12 completed, 1 failed"; empty when there are none. */
export const sayCounts = (counts: Bar["counts"]): string =>
  PARTS.filter(({ id }) => counts[id] > 0)
    .map(({ id, label }) => `${counts[id].toLocaleString("en")} ${label}`)
    .join(", ");

/** All bars together. */
export function sumOf(bars: readonly Bar[]): Bar["counts"] {
  const sum = (id: PartId) => bars.reduce((total, { counts }) => total + counts[id], 0);
  return Object.fromEntries(PARTS.map(({ id }) => [id, sum(id)])) as Record<PartId, number>;
}

/** The least round number that is not below the highest bar, so that the axis can be read. */
export function topOf(bars: readonly Bar[]): number {
  const most = Math.max(1, ...bars.map(({ total }) => total));
  const magnitude = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 4, 5, 10].find((one) => one * magnitude >= most) ?? 10;
  return Math.max(2, step * magnitude);
}
