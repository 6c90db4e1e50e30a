import { ReeveError } from "@reeve/protocol/errors";
import { requiredLink } from "../engine/required-client.ts";
import type { ServerLink } from "../engine/server-link.ts";
import { decodeRecord, isResultMetadata } from "./result-record.ts";
import { storageOf } from "./result-storage.ts";

/** What a flow run of either language returned, as far as that was stored; throws a ReeveError when it was not. */
export async function getFlowRunResult<T = unknown>(flowRunId: string): Promise<T> {
  const link = requiredLink("Reading the result of a flow run");
  const { state, name } = await link.client.getFlowRun({ params: { id: flowRunId } });
  return readResult<T>(`The flow run "${name}"`, state?.data, link);
}

/** The same of a task run. */
export async function getTaskRunResult<T = unknown>(taskRunId: string): Promise<T> {
  const link = requiredLink("Reading the result of a task run");
  const { state, name } = await link.client.getTaskRun({ params: { id: taskRunId } });
  return readResult<T>(`The task run "${name}"`, state?.data, link);
}

/** The value that the data of a run's state tell of. */
export async function readResult<T>(
  subject: string,
  data: unknown,
  link: ServerLink | undefined,
): Promise<T> {
  if (!isResultMetadata(data)) {
    throw new ReeveError(
      "not_found",
      `${subject} has no stored result: it did not complete, or persistResult: true is not set.`,
    );
  }
  const files = await storageOf(data, link);
  // The caller answers for the type, as with JSON.parse.
  return decodeRecord(await files.readPath(data.storage_key), data).value as T;
}
