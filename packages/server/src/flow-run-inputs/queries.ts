import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { dialectOf } from "../db/dialect-of.ts";
import type { FlowRunInputsTable } from "../db/schema/flow-run-inputs.ts";
import { textOperators } from "../filters/operators.ts";

export type FlowRunInputRow = FlowRunInputsTable;

export async function hasFlowRun(db: Connection, id: string): Promise<boolean> {
  return (
    (await db.selectFrom("flow_runs").select("id").where("id", "=", id).executeTakeFirst()) !== undefined
  );
}

/** Inserts an input unless its run has one under this key; true when it did. */
export async function insertFlowRunInput(db: Connection, row: FlowRunInputRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("flow_run_inputs")
    .values(row)
    .onConflict((conflict) => conflict.columns(["flow_run_id", "key"]).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function upsertFlowRunInput(db: Connection, row: FlowRunInputRow): Promise<void> {
  const { value, sender, updated } = row;
  await db
    .insertInto("flow_run_inputs")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["flow_run_id", "key"]).doUpdateSet({ value, sender, updated }),
    )
    .execute();
}

export const selectFlowRunInput = (
  db: Connection,
  flowRunId: string,
  key: string,
): Promise<FlowRunInputRow | undefined> =>
  db
    .selectFrom("flow_run_inputs")
    .selectAll()
    .where("flow_run_id", "=", flowRunId)
    .where("key", "=", key)
    .executeTakeFirst();

const { not_any_: isNoneOf } = textOperators("flow_run_inputs.key");

/** The oldest inputs of a run whose keys begin so and are not among those left out. */
export const selectFlowRunInputs = (
  db: Connection,
  flowRunId: string,
  { prefix, limit, without }: { prefix: string; limit: number; without: readonly string[] },
): Promise<FlowRunInputRow[]> => {
  const isWanted = isNoneOf(without, dialectOf(db));
  return db
    .selectFrom("flow_run_inputs")
    .selectAll()
    .where("flow_run_id", "=", flowRunId)
    .where(sql<boolean>`substr(key, 1, length(cast(${prefix} as text))) = ${prefix}`)
    .$if(isWanted !== undefined, (query) => query.where(isWanted!))
    .orderBy("created")
    .orderBy("id")
    .limit(limit)
    .execute();
};

export async function deleteFlowRunInputRow(
  db: Connection,
  flowRunId: string,
  key: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom("flow_run_inputs")
    .where("flow_run_id", "=", flowRunId)
    .where("key", "=", key)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
