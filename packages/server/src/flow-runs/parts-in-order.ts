import type { FlowRunSort, StateType } from "@reeve/protocol";
import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import type { Condition } from "../filters/compile-filter.ts";
import { flowRunsMatch } from "../filters/index.ts";
import { givenFilters, type RunFilters } from "../filters/run-filters.ts";
import { soleCondition } from "../filters/sole-condition.ts";
import { partsOfStateName } from "../filters/state-name.ts";

/** Some of the flow runs of a list, and how they are ordered among themselves when that is not as all are. */
export type Part = { readonly matches: Condition; readonly order?: readonly RawBuilder<unknown>[] };

// Of so many values some run among the latest has one.
const MOST_VALUES = 9;

/**
 * What a list asks for in parts that have no run in common, where an index leads to each of them but none to the whole:
 * a walk over the latest runs finds some in either of two states soon, unless hardly any is. Undefined when one walk
 * will do.
 */
export function partsInOrder(
  dialect: DialectName,
  filters: RunFilters,
  sort: FlowRunSort,
): readonly Part[] | undefined {
  if (sort === "NEXT_SCHEDULED_START_TIME_ASC") {
    return Object.keys(givenFilters(filters)).length > 0 ? undefined : PARTS_BY_SCHEDULE;
  }
  const { path, value } = soleCondition(filters) ?? {};
  if (!Array.isArray(value)) return undefined;
  const values: readonly string[] = [...new Set(value)];
  if (values.length === 0 || values.length > MOST_VALUES) return undefined;
  if (path === "flow_runs.state.name.any_") {
    return values.flatMap((name) =>
      partsOfStateName("flow_runs", name, dialect).map((matches) => ({ matches })),
    );
  }
  if (path !== "flow_runs.state.type.any_" || values.length < 2) return undefined;
  return values.map((type) => partOfType(dialect, type as StateType));
}

/** Runs that are not scheduled come after all that are. */
const PARTS_BY_SCHEDULE: readonly Part[] = [
  { matches: sql<SqlBool>`flow_runs.next_scheduled_start_time is not null` },
  { matches: sql<SqlBool>`flow_runs.next_scheduled_start_time is null`, order: [sql`flow_runs.id`] },
];

const partOfType = (dialect: DialectName, type: StateType): Part => ({
  matches: flowRunsMatch(dialect, { flow_runs: { state: { type: { any_: [type] } } } }),
});
