import { isTerminal, type State, secondsBetween } from "@reeve/protocol";
import { expect } from "vitest";
import type { RunTimes } from "../src/orchestration/bookkeeping.ts";

/** Expects what holds of a run's times whatever its states were, oldest first. */
export function expectTimesInOrder(
  { start_time, end_time, total_run_time, next_scheduled_start_time }: RunTimes,
  states: readonly State[],
): void {
  const [first, last, previous] = [states[0], states.at(-1), states.at(-2)];
  if (!first || !last) return;
  if (previous) expect(previous.timestamp < last.timestamp).toBe(true);
  expect(end_time !== null).toBe(isTerminal(last.type));
  if (end_time !== null) expect(start_time !== null && start_time <= end_time).toBe(true);
  expect(total_run_time).toBeGreaterThanOrEqual(0);
  expect(total_run_time).toBeLessThanOrEqual(secondsBetween(first.timestamp, last.timestamp) + 1e-6);
  expect(next_scheduled_start_time !== null).toBe(last.type === "SCHEDULED");
}
