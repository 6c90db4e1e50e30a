import { type Automation, type AutomationFilter, type AutomationSort, ReeveError } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { automationsMatch } from "../filters/index.ts";
import {
  countAutomationRows,
  selectAutomation,
  selectAutomations,
  selectEnabledAutomations,
  selectRelatedAutomations,
  selectRevision,
  toAutomation,
} from "./queries.ts";

/** One automation by its id. */
export async function getAutomation({ db }: Context, id: string): Promise<Automation> {
  const row = await selectAutomation(db.reader, id);
  if (!row) throw noAutomationError(id);
  return toAutomation(row);
}

/** The automations that match, in the order asked for. */
export async function listAutomations(
  { db }: Context,
  filter: AutomationFilter | null | undefined,
  page: { sort?: AutomationSort; limit: number; offset: number },
): Promise<Automation[]> {
  const matches = automationsMatch(db.dialect, filter);
  const rows = await selectAutomations(db.scanner, matches, { ...page, sort: page.sort ?? "NAME_ASC" });
  return rows.map(toAutomation);
}

/** How many automations match. */
export const countAutomations = (
  { db }: Context,
  filter: AutomationFilter | null | undefined,
): Promise<number> => countAutomationRows(db.scanner, automationsMatch(db.dialect, filter));

/** The automations that act on a resource or belong to it, by their names. */
export async function listRelatedAutomations({ db }: Context, resourceId: string): Promise<Automation[]> {
  return (await selectRelatedAutomations(db.reader, resourceId)).map(toAutomation);
}

/** The automations that are at work. */
export async function listEnabledAutomations(connection: Connection): Promise<Automation[]> {
  return (await selectEnabledAutomations(connection)).map(toAutomation);
}

/** A number that moves whenever any automation changes. */
export const getAutomationRevision = (connection: Connection): Promise<number> => selectRevision(connection);

/** The error for an automation that is not there; clients look for the reason under another key than usual. */
export const noAutomationError = (id: string): ReeveError =>
  new ReeveError("automation_not_found", `There is no automation with the id ${id}.`);
