import { describeSchedule } from "../../describe-schedule.ts";
import { findDeployment } from "../../find-deployment.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";

/** Shows one deployment. */
export async function inspectDeployment(
  reference: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const deployment = await findDeployment(client, reference);
    if (options.json) return printJson(deployment);
    const flow = await client.getFlow({ params: { id: deployment.flow_id } });
    const status = deployment.paused ? "PAUSED" : deployment.status;
    const limit = deployment.global_concurrency_limit;
    printFields([
      ["Name", `${flow.name}/${deployment.name}`],
      ["ID", deployment.id],
      ["Status", statusWord(status), statusStyle(status)],
      ["About", deployment.description ?? ""],
      ["Entrypoint", deployment.entrypoint ?? ""],
      ["Pool", deployment.work_pool_name ?? "none: it is served"],
      ["Queue", deployment.work_queue_name ?? ""],
      [
        "Schedules",
        deployment.schedules
          .map(({ schedule, active, slug }) =>
            [slug && `${slug}:`, describeSchedule(schedule), active ? "" : "(off)"].filter(Boolean).join(" "),
          )
          .join("\n"),
      ],
      [
        "Parameters",
        Object.keys(deployment.parameters).length > 0 ? JSON.stringify(deployment.parameters) : "",
      ],
      ["Limit", limit ? `${limit.active_slots} of ${limit.limit} in use` : "none"],
      ["Tags", deployment.tags.join(", ")],
      ["Version", deployment.version ?? ""],
      ["URL", `${uiUrlOf(settings)}/deployments/deployment/${deployment.id}`],
    ]);
  });
}
