import type { Deployment } from "@reeve/protocol";
import { describeSchedule } from "../../describe-schedule.ts";
import { flowNames } from "../../flow-names.ts";
import { printJson, printTable } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { statusStyle, statusWord } from "../../status-word.ts";
import type { Column } from "../../table.ts";

export type DeploymentLsOptions = GlobalOptions & {
  flowName?: string[];
  tag?: string[];
  limit: number;
  json?: boolean;
};

/** Lists deployments by the names of their flows. */
export async function listDeployments(options: DeploymentLsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { flowName, tag, limit } = options;
    const filter = {
      ...(flowName && { flows: { name: { any_: flowName } } }),
      ...(tag && { deployments: { tags: { all_: tag } } }),
    };
    const deployments = await readPages(limit, (page) =>
      client.listDeployments({ body: { ...filter, sort: "NAME_ASC", ...page } }),
    );
    if (options.json) return printJson(deployments);
    const flows = await flowNames(client, deployments);
    const sorted = deployments.toSorted((one, other) =>
      nameOf(one, flows).localeCompare(nameOf(other, flows)),
    );
    printTable(sorted, columns(flows), 'No deployment yet; "reeve deploy" makes one.');
  });
}

type FlowNames = ReadonlyMap<string, string>;

const nameOf = ({ flow_id, name }: Deployment, flows: FlowNames): string =>
  `${flows.get(flow_id) ?? flow_id}/${name}`;

const columns = (flows: FlowNames): Column<Deployment>[] => [
  { title: "Deployment", value: (deployment) => nameOf(deployment, flows), narrowest: 14 },
  { title: "Pool", value: ({ work_pool_name }) => work_pool_name ?? "served", narrowest: 6 },
  {
    title: "Status",
    value: ({ paused, status }) => statusWord(paused ? "PAUSED" : status),
    style: ({ paused, status }) => statusStyle(paused ? "PAUSED" : status),
  },
  { title: "Schedule", value: schedulesOf, narrowest: 10 },
  { title: "Tags", value: ({ tags }) => tags.join(", "), dispensable: 1 },
  { title: "ID", value: ({ id }) => id, dispensable: 2 },
];

function schedulesOf({ schedules }: Deployment): string {
  const active = schedules.filter((one) => one.active);
  if (active.length === 0) return schedules.length === 0 ? "" : "off";
  return active.map(({ schedule }) => describeSchedule(schedule)).join("; ");
}
