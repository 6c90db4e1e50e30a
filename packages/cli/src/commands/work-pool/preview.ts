import { printDueRuns } from "../../scheduled-runs.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type PreviewOptions = GlobalOptions & { hours: number; json?: boolean };

/** Lists the runs of a work pool that are to come. */
export const previewWorkPool = (name: string, options: PreviewOptions): Promise<void> =>
  withClient(options, async (client) => {
    await client.getWorkPool({ params: { name } });
    await printDueRuns(client, name, undefined, options);
  });
