import { printScheduledRuns } from "../../scheduled-runs.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Lists the runs that the workers of a work pool will be given next. */
export async function previewWorkPool(
  name: string,
  options: GlobalOptions & { hours: number; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const scheduled_before = new Date(Date.now() + options.hours * 3_600_000).toISOString();
    const due = await client.getScheduledFlowRuns({ params: { name }, body: { scheduled_before } });
    await printScheduledRuns(
      client,
      due.map(({ flow_run }) => flow_run),
      options,
    );
  });
}
