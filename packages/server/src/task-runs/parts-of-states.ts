import type { StateType } from "@reeve/protocol";
import type { Condition } from "../filters/compile-filter.ts";
import { taskRunsMatch } from "../filters/index.ts";
import type { RunFilters } from "../filters/run-filters.ts";
import { soleCondition } from "../filters/sole-condition.ts";

/** What asks for several states alone, by each of them: on SQLite an index leads to one, and to several none. */
export function partsOfStates(filters: RunFilters): Condition[] | undefined {
  const { path, value } = soleCondition(filters) ?? {};
  const types = new Set(path === "task_runs.state.type.any_" ? (value as StateType[]) : []);
  if (types.size < 2) return undefined;
  const withType = (type: StateType) => ({ task_runs: { state: { type: { any_: [type] } } } });
  return [...types].map((type) => taskRunsMatch("sqlite", withType(type)));
}
