import { isConfirmed } from "../../confirm.ts";
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
    const question = `Delete the deployment "${name}" with its schedules?`;
    if (!(await isConfirmed(question, options))) return warn("Nothing was deleted.");
    await client.deleteDeployment({ params: { id } });
    print(`The deployment "${name}" is deleted.`);
  });
}
