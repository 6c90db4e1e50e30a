import type { StateType } from "@reeve/protocol";
import type { DialectName } from "../db/column-types.ts";
import type { Condition } from "../filters/compile-filter.ts";
import { taskRunsMatch } from "../filters/index.ts";
import type { RunFilters } from "../filters/run-filters.ts";
import { soleCondition } from "../filters/sole-condition.ts";
import { partsOfStateName } from "../filters/state-name.ts";

// Of so many values some run among the latest has one.
const MOST_VALUES = 9;

/**
 * What asks for several states alone, or for names of states, by each of them: an index leads to one, and to several none.
 * Undefined where one walk will do.
 */
export function partsOfStates(dialect: DialectName, filters: RunFilters): Condition[] | undefined {
  const { path, value } = soleCondition(filters) ?? {};
  const values: readonly string[] = Array.isArray(value) ? [...new Set<string>(value)] : [];
  if (values.length === 0 || values.length > MOST_VALUES) return undefined;
  if (path === "task_runs.state.name.any_") {
    return values.flatMap((name) => partsOfStateName("task_runs", name, dialect));
  }
  if (path !== "task_runs.state.type.any_" || values.length < 2) return undefined;
  const withType = (type: StateType) => ({ task_runs: { state: { type: { any_: [type] } } } });
  return values.map((type) => taskRunsMatch(dialect, withType(type as StateType)));
}
