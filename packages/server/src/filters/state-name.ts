import { STATE_TYPES, type StateType } from "@reeve/protocol";
import { type SqlBool, sql } from "kysely";
import type { DialectName } from "../db/column-types.ts";
import { allOf, type Condition } from "./compile-filter.ts";
import { nameOperators } from "./operators.ts";

const stateName = nameOperators("flow_runs.state_name");

// As the index of these runs spells it, without which neither database would use it.
const IS_ODD = sql<SqlBool>`flow_runs.state_name <> substr(flow_runs.state_type, 1, 1) || lower(substr(flow_runs.state_type, 2))`;

/** The type whose states are called so unless somebody names them. */
export const typeNamed = (name: string): StateType | undefined =>
  STATE_TYPES.find((type) => type.charAt(0) + type.slice(1).toLowerCase() === name);

/** True of flow runs in a state of this name whose type has another. */
export const hasOddStateName = (name: string, dialect: DialectName): Condition =>
  allOf([stateName.any_([name], dialect), IS_ODD]);
