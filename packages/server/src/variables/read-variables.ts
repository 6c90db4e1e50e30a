import type { Variable, VariableFilter, VariableSort } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol";
import type { Context, ReadContext } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { variablesMatch } from "../filters/index.ts";
import { notFoundError } from "../not-found.ts";
import { selectShortVariables } from "./near-queries.ts";
import {
  countVariableRows,
  selectVariable,
  selectVariables,
  selectVariableValues,
  toVariable,
  type VariableKey,
} from "./queries.ts";

/** One variable by its id or its name. */
export async function getVariable({ db }: Context, key: VariableKey): Promise<Variable> {
  const row = await selectVariable(db.reader, key);
  if (!row) throw noVariableError(key);
  return toVariable(row);
}

/** The variables that match, in the order asked for. */
export async function listVariables(
  { db }: ReadContext,
  filter: VariableFilter | null | undefined,
  page: { sort?: VariableSort; limit: number; offset: number },
): Promise<Variable[]> {
  const matches = variablesMatch(db.dialect, filter);
  const rows = await selectVariables(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return rows.map(toVariable);
}

// What a thread would be handed to answer is dearer than to read and write this much.
const SHORT_VALUE_BYTES = 2000;

/** A page of all variables; undefined where a value of it is long. */
export async function listShortVariables(
  { db }: ReadContext,
  page: { sort?: VariableSort; limit: number; offset: number },
): Promise<Variable[] | undefined> {
  const inOrder = { ...page, sort: page.sort ?? "NAME_ASC" };
  return (await selectShortVariables(db.reader, inOrder, SHORT_VALUE_BYTES))?.map(toVariable);
}

/** How many variables match. */
export const countVariables = (
  { db }: ReadContext,
  filter: VariableFilter | null | undefined,
): Promise<number> => countVariableRows(db.scanner, variablesMatch(db.dialect, filter));

/** The values of those of the named variables that there are, for operations that put them in place of their names. */
export async function getVariableValues(
  connection: Connection,
  names: readonly string[],
): Promise<Map<string, Variable["value"]>> {
  if (names.length === 0) return new Map();
  const rows = await selectVariableValues(connection, names);
  return new Map(rows.map(({ name, value }) => [name, JSON.parse(value)]));
}

/** The error for a variable that is not there. */
export const noVariableError = (key: VariableKey): ReeveError =>
  "id" in key
    ? notFoundError("variable", key.id)
    : new ReeveError("not_found", `There is no variable named ${key.name}.`);
