import type { WorkPool, WorkPoolStorageConfiguration } from "@reeve/protocol";
import type { WorkPoolsTable } from "../db/schema/work-pools.ts";
import { parseExactJson } from "../exact-json.ts";

/** A pool with the number of its slots in use, null where nothing limits them. */
export type WorkPoolRow = WorkPoolsTable & { active_slots: number | null };

/** A pool's row as the API answers it. */
export const toWorkPool = (row: WorkPoolRow): WorkPool => ({
  id: row.id,
  created: row.created,
  updated: row.updated,
  name: row.name,
  description: row.description,
  type: row.type,
  base_job_template: parseExactJson(row.base_job_template) as WorkPool["base_job_template"],
  is_paused: row.is_paused !== 0,
  concurrency_limit: row.concurrency_limit,
  status: row.status,
  default_queue_id: row.default_queue_id,
  storage_configuration: JSON.parse(row.storage_configuration),
  active_slots: row.active_slots,
});

/** A storage configuration with every key present. */
export const completeStorage = (
  given: WorkPoolStorageConfiguration = {},
): Required<WorkPoolStorageConfiguration> => ({
  bundle_upload_step: given.bundle_upload_step ?? null,
  bundle_execution_step: given.bundle_execution_step ?? null,
  default_result_storage_block_id: given.default_result_storage_block_id ?? null,
});
