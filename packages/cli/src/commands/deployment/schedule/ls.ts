import type { DeploymentSchedule } from "@reeve/protocol";
import { describeSchedule } from "../../../describe-schedule.ts";
import { findDeployment } from "../../../find-deployment.ts";
import { printJson, printTable } from "../../../output.ts";
import { type GlobalOptions, withClient } from "../../../session.ts";
import type { Column } from "../../../table.ts";

/** Lists the schedules of a deployment. */
export async function listSchedules(
  reference: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const { schedules, name } = await findDeployment(client, reference);
    if (options.json) return printJson(schedules);
    printTable(schedules, COLUMNS, `The deployment "${name}" has no schedule.`);
  });
}

const COLUMNS: Column<DeploymentSchedule>[] = [
  { title: "ID", value: ({ id }) => id },
  { title: "Slug", value: ({ slug }) => slug ?? "" },
  { title: "Schedule", value: ({ schedule }) => describeSchedule(schedule), narrowest: 12 },
  { title: "On", value: ({ active }) => (active ? "yes" : "no") },
  {
    title: "Parameters",
    value: ({ parameters }) => (Object.keys(parameters).length > 0 ? JSON.stringify(parameters) : ""),
    narrowest: 10,
    dispensable: 1,
  },
];
