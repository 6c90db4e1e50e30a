import { confirm } from "../../confirm.ts";
import { findDeployment } from "../../find-deployment.ts";
import { print, warn } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Deletes a deployment, after asking where somebody can answer. */
export async function deleteDeployment(
  reference: string,
  options: GlobalOptions & { yes?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findDeployment(client, reference);
    if (!options.yes && process.stdin.isTTY && process.stdout.isTTY) {
      if (!(await confirm(`Delete the deployment "${name}" with its schedules?`)))
        return warn("Nothing was deleted.");
    }
    await client.deleteDeployment({ params: { id } });
    print(`The deployment "${name}" is deleted.`);
  });
}
