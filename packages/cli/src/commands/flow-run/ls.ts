import type { Client } from "@reeve/client";
import type { FlowRun, StateType } from "@reeve/protocol";
import { flowNames } from "../../flow-names.ts";
import { formatDuration, formatRelative } from "../../format-time.ts";
import { printJson, printTable, remark } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { shortIds } from "../../short-ids.ts";
import { stateStyle } from "../../state-style.ts";
import type { Column } from "../../table.ts";

export type FlowRunLsOptions = GlobalOptions & {
  flowName?: string[];
  name?: string;
  state?: string[];
  stateType?: StateType[];
  tag?: string[];
  limit: number;
  json?: boolean;
};

/** Lists the newest flow runs that match. */
export async function listFlowRuns(options: FlowRunLsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const flowRuns = await readFlowRuns(client, options);
    if (options.json) return printJson(flowRuns);
    const columns = flowRunColumns(flowRuns, await flowNames(client, flowRuns), Date.now());
    printTable(flowRuns, columns, isFiltered(options) ? "No flow run matches." : "No flow run yet.");
    if (flowRuns.length === options.limit) {
      const total = await client.countFlowRuns({ body: filters(options) });
      if (total > flowRuns.length)
        remark(`\n${flowRuns.length} of ${total} flow runs; see more with --limit.`);
    }
  });
}

const readFlowRuns = (client: Client, options: FlowRunLsOptions): Promise<FlowRun[]> =>
  readPages(options.limit, (page) =>
    client.listFlowRuns({ body: { ...filters(options), sort: "EXPECTED_START_TIME_DESC", ...page } }),
  );

function filters({ flowName, name, state, stateType, tag }: FlowRunLsOptions) {
  const byState = {
    ...(state && { name: { any_: state } }),
    ...(stateType && { type: { any_: stateType } }),
  };
  return {
    ...(flowName && { flows: { name: { any_: flowName } } }),
    flow_runs: {
      ...(name !== undefined && { name: { like_: name } }),
      ...((state || stateType) && { state: byState }),
      ...(tag && { tags: { all_: tag } }),
    },
  };
}

const isFiltered = ({ flowName, name, state, stateType, tag }: FlowRunLsOptions): boolean =>
  [flowName, name, state, stateType, tag].some((one) => one !== undefined);

function flowRunColumns(
  flowRuns: readonly FlowRun[],
  flows: ReadonlyMap<string, string>,
  nowMs: number,
): Column<FlowRun>[] {
  const short = shortIds(flowRuns.map(({ id }) => id));
  return [
    { title: "ID", value: ({ id }) => id, short: ({ id }) => short.get(id) ?? id },
    { title: "Flow", value: ({ flow_id }) => flows.get(flow_id) ?? flow_id, narrowest: 10 },
    { title: "Name", value: ({ name }) => name, narrowest: 10 },
    {
      title: "State",
      value: ({ state_name, state_type }) => state_name ?? state_type ?? "none",
      style: ({ state_type }) => stateStyle(state_type),
      narrowest: 9,
    },
    { title: "When", value: (flowRun) => whenOf(flowRun, nowMs) },
    { title: "Duration", value: durationOf, align: "right", dispensable: 1 },
  ];
}

function whenOf(flowRun: FlowRun, nowMs: number): string {
  const timestamp = flowRun.start_time ?? flowRun.next_scheduled_start_time ?? flowRun.expected_start_time;
  return timestamp ? formatRelative(timestamp, nowMs) : "";
}

const durationOf = (flowRun: FlowRun): string =>
  flowRun.start_time ? formatDuration(flowRun.estimated_run_time || flowRun.total_run_time) : "";
