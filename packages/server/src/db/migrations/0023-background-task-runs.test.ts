import { newId } from "@reeve/protocol";
import type { Kysely } from "kysely";
import { expect, test } from "vitest";
import { forEachDialect } from "../../../test/for-each-dialect.ts";
import { sampleTaskRun } from "../../../test/sample-rows.ts";
import { COLUMN_TYPES } from "../column-types.ts";
import { insertRow } from "../insert-rows.ts";
import { up } from "./0023-background-task-runs.ts";

const PARAMETERS_ID = "01a20580-bdec-7052-b5b7-5d56cfc62906";
const TIME = "2026-01-02T03:04:05.678901Z";

forEachDialect((dialect, openDatabase) => {
  test("background task runs that wait already are put in line, and no others", async () => {
    const database = await openDatabase();
    const deferred = { deferred: true, task_parameters_id: PARAMETERS_ID };
    const entered = await database.write(async (transaction) => {
      const enter = async (name: string, type: "SCHEDULED" | "RUNNING", state_details: object) => {
        const [id, state_id] = [newId(), newId()];
        const state = { state_id, state_type: type, state_name: name, next_scheduled_start_time: TIME };
        await insertRow(transaction, "task_runs", sampleTaskRun({ id, task_key: "key", ...state }));
        const details = JSON.stringify(state_details);
        const row = { id: state_id, task_run_id: id, type, name, timestamp: TIME, message: null, data: null };
        await insertRow(transaction, "task_run_states", { ...row, state_details: details });
        return id;
      };
      const waiting = [
        await enter("Scheduled", "SCHEDULED", deferred),
        await enter("AwaitingRetry", "SCHEDULED", deferred),
      ];
      await enter("Scheduled", "SCHEDULED", { deferred: false });
      await enter("Running", "RUNNING", deferred);
      await transaction.schema.dropTable("background_task_runs").execute();
      await transaction.schema.dropTable("task_workers").execute();
      await up(transaction as unknown as Kysely<unknown>, COLUMN_TYPES[dialect], dialect);
      return waiting;
    });
    const rows = await database.reader.selectFrom("background_task_runs").selectAll().execute();
    const row = { task_key: "key", parameters_id: PARAMETERS_ID, due: TIME, worker_id: null };
    expect(rows.sort((a, b) => a.is_retry - b.is_retry)).toEqual([
      { ...row, task_run_id: entered[0], is_retry: 0 },
      { ...row, task_run_id: entered[1], is_retry: 1 },
    ]);
  });
});
