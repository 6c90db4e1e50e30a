import type { FlowRunInput } from "@reeve/protocol";
import type { Context } from "../context.ts";
import type { Connection } from "../db/database.ts";
import { noInputError } from "./no-input-error.ts";
import { selectFlowRunInput, selectFlowRunInputs } from "./queries.ts";

/** The value under a key of a flow run. */
export async function getFlowRunInput({ db }: Context, flowRunId: string, key: string): Promise<string> {
  const value = await findFlowRunInput(db.reader, flowRunId, key);
  if (value === undefined) throw noInputError(key);
  return value;
}

/** The same for operations of other nouns inside their transaction; undefined when there is none. */
export async function findFlowRunInput(
  connection: Connection,
  flowRunId: string,
  key: string,
): Promise<string | undefined> {
  return (await selectFlowRunInput(connection, flowRunId, key))?.value;
}

/** The oldest inputs of a flow run whose keys begin with the prefix and are not among those left out. */
export const listFlowRunInputs = (
  { db }: Context,
  flowRunId: string,
  page: { prefix: string; limit: number; without: readonly string[] },
): Promise<FlowRunInput[]> => selectFlowRunInputs(db.reader, flowRunId, page);
