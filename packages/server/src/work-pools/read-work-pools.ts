import { ReeveError, type WorkPool } from "@reeve/protocol";
import type { Context } from "../context.ts";
import { selectWorkPool } from "./queries.ts";
import { toWorkPool } from "./work-pool-row.ts";

/** One pool by its name. */
export async function getWorkPool({ db }: Context, name: string): Promise<WorkPool> {
  const row = await selectWorkPool(db.reader, { name });
  if (!row) throw noWorkPoolError(name);
  return toWorkPool(row);
}

/** The error for a pool that is not there. */
export const noWorkPoolError = (name: string): ReeveError =>
  new ReeveError("not_found", `There is no work pool named ${name}.`);
