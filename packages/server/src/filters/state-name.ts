import { STATE_TYPES, type StateType } from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition } from "./compile-filter.ts";
import { flowRunsMatch, taskRunsMatch } from "./index.ts";
import { nameOperators } from "./operators.ts";

type Runs = "flow_runs" | "task_runs";

// As the index of these runs spells it, without which neither database would use it.
const isOdd = (runs: Runs) => {
  const [name, type] = [sql.ref(`${runs}.state_name`), sql.ref(`${runs}.state_type`)];
  return sql<SqlBool>`${name} <> substr(${type}, 1, 1) || lower(substr(${type}, 2))`;
};

/** The type whose states are called so unless somebody names them. */
const typeNamed = (name: string): StateType | undefined =>
  STATE_TYPES.find((type) => type.charAt(0) + type.slice(1).toLowerCase() === name);

/** What runs in a state of this name fall into, each part found by an index: those whose type has another name, and the others. */
export function partsOfStateName(runs: Runs, name: string, dialect: DialectName): readonly Condition[] {
  const odd = allOf([nameOperators(`${runs}.state_name`).any_([name], dialect), isOdd(runs)]);
  const type = typeNamed(name);
  if (!type) return [odd];
  const match = runs === "flow_runs" ? flowRunsMatch : taskRunsMatch;
  return [odd, match(dialect, { [runs]: { state: { type: { any_: [type] }, name: { any_: [name] } } } })];
}
