import type { Client } from "@reeve/client";
import type { Deployment, DeploymentSchedule } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { describeSchedule } from "../../../describe-schedule.ts";
import { findDeployment } from "../../../find-deployment.ts";
import { print } from "../../../output.ts";
import { type GlobalOptions, withClient } from "../../../session.ts";

/** Switches a schedule off. */
export const pauseSchedule = (deployment: string, schedule: string, options: GlobalOptions): Promise<void> =>
  change(deployment, schedule, options, "is off", (client, { params, parameters }) =>
    client.updateDeploymentSchedule({ params, body: { active: false, parameters } }),
  );

/** Switches a schedule on. */
export const resumeSchedule = (deployment: string, schedule: string, options: GlobalOptions): Promise<void> =>
  change(deployment, schedule, options, "is on", (client, { params, parameters }) =>
    client.updateDeploymentSchedule({ params, body: { active: true, parameters } }),
  );

/** Takes a schedule away. */
export const deleteSchedule = (deployment: string, schedule: string, options: GlobalOptions): Promise<void> =>
  change(deployment, schedule, options, "is deleted", (client, { params }) =>
    client.deleteDeploymentSchedule({ params }),
  );

/** Takes all schedules of a deployment away. */
export async function clearSchedules(reference: string, options: GlobalOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { id, name, schedules } = await findDeployment(client, reference);
    for (const { id: schedule_id } of schedules) {
      await client.deleteDeploymentSchedule({ params: { id, schedule_id } });
    }
    print(`The deployment "${name}" has no schedule any more.`);
  });
}

type Found = {
  params: { id: string; schedule_id: string };
  /** A change that leaves them out would clear them. */
  parameters: Record<string, unknown>;
};

async function change(
  reference: string,
  schedule: string,
  options: GlobalOptions,
  outcome: string,
  act: (client: Client, found: Found) => Promise<unknown>,
): Promise<void> {
  await withClient(options, async (client) => {
    const deployment = await findDeployment(client, reference);
    const found = findSchedule(deployment, schedule);
    const params = { id: deployment.id, schedule_id: found.id };
    await act(client, { params, parameters: found.parameters });
    print(
      `The schedule ${found.slug ?? describeSchedule(found.schedule)} of "${deployment.name}" ${outcome}.`,
    );
  });
}

function findSchedule({ schedules, name }: Deployment, reference: string): DeploymentSchedule {
  const found = schedules.find(({ id, slug }) => id === reference || slug === reference);
  if (found) return found;
  throw new ReeveError("not_found", `The deployment "${name}" has no schedule "${reference}".`);
}
