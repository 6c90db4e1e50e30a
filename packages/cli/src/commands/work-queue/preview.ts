import { printDueRuns } from "../../scheduled-runs.ts";
import { withClient } from "../../session.ts";
import type { PreviewOptions } from "../work-pool/preview.ts";

/** Lists the runs of a queue that are to come. */
export const previewWorkQueue = (name: string, options: PreviewOptions & { pool: string }): Promise<void> =>
  withClient(options, async (client) => {
    await client.getWorkQueueInPool({ params: { work_pool_name: options.pool, name } });
    await printDueRuns(client, options.pool, name, options);
  });
