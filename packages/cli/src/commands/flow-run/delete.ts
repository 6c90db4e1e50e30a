import { isConfirmed } from "../../confirm.ts";
import { findFlowRun } from "../../find-flow-run.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type FlowRunDeleteOptions = GlobalOptions & { yes?: boolean };

/** Deletes flow runs, after a question when somebody is there to answer it. */
export async function deleteFlowRuns(
  references: readonly string[],
  options: FlowRunDeleteOptions,
): Promise<void> {
  await withClient(options, async (client) => {
    const flowRuns = [];
    for (const reference of references) flowRuns.push(await findFlowRun(client, reference));
    const [first] = flowRuns;
    const what =
      flowRuns.length === 1
        ? `flow run "${first!.name}" (${first!.id})`
        : `${flowRuns.length} flow runs (${flowRuns.map(({ name }) => name).join(", ")})`;
    const question = `Delete ${what} with all task runs and logs?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    for (const { id, name } of flowRuns) {
      await client.deleteFlowRun({ params: { id } });
      print(`Deleted flow run "${name}" (${id}).`);
    }
  });
}
