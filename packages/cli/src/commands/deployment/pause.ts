import { findDeployment } from "../../find-deployment.ts";
import { print } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Lets the schedules of a deployment make no more runs; those to come are taken back. */
export async function pauseDeployment(reference: string, options: GlobalOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findDeployment(client, reference);
    await client.pauseDeployment({ params: { id } });
    print(`The deployment "${name}" is paused.`);
  });
}

/** Lets the schedules of a deployment make runs again. */
export async function resumeDeployment(reference: string, options: GlobalOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name } = await findDeployment(client, reference);
    await client.resumeDeployment({ params: { id } });
    print(`The deployment "${name}" is resumed.`);
  });
}
