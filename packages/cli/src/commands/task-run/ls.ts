import type { Client } from "@reeve/client";
import type { StateType, TaskRun, TaskRunFilter } from "@reeve/protocol";
import { findFlowRun } from "../../find-flow-run.ts";
import { formatDuration, formatRelative } from "../../format-time.ts";
import { printJson, printTable, remark } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { shortIds } from "../../short-ids.ts";
import { stateStyle } from "../../state-style.ts";
import type { Column } from "../../table.ts";

export type TaskRunLsOptions = GlobalOptions & {
  flowRun?: string;
  taskRunName?: string[];
  name?: string;
  state?: string[];
  stateType?: StateType[];
  tag?: string[];
  limit: number;
  json?: boolean;
};

/** Lists the newest task runs that match. */
export async function listTaskRuns(options: TaskRunLsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const filter = await filterOf(client, options);
    const taskRuns = await readPages(options.limit, (page) =>
      client.listTaskRuns({ body: { task_runs: filter, sort: "EXPECTED_START_TIME_DESC", ...page } }),
    );
    if (options.json) return printJson(taskRuns);
    printTable(
      taskRuns,
      columns(taskRuns, Date.now()),
      Object.keys(filter).length > 0 ? "No task run matches." : "No task run yet.",
    );
    if (taskRuns.length === options.limit) {
      const total = await client.countTaskRuns({ body: { task_runs: filter } });
      if (total > taskRuns.length)
        remark(`\n${taskRuns.length} of ${total} task runs; see more with --limit.`);
    }
  });
}

async function filterOf(client: Client, options: TaskRunLsOptions): Promise<TaskRunFilter> {
  const { flowRun, taskRunName, name, state, stateType, tag } = options;
  const ofFlowRun = flowRun && { flow_run_id: { any_: [(await findFlowRun(client, flowRun)).id] } };
  const byState = {
    ...(state && { name: { any_: state } }),
    ...(stateType && { type: { any_: stateType } }),
  };
  return {
    ...ofFlowRun,
    ...((taskRunName || name !== undefined) && {
      name: { ...(taskRunName && { any_: taskRunName }), ...(name !== undefined && { like_: name }) },
    }),
    ...((state || stateType) && { state: byState }),
    ...(tag && { tags: { all_: tag } }),
  };
}

function columns(taskRuns: readonly TaskRun[], nowMs: number): Column<TaskRun>[] {
  const short = shortIds(taskRuns.map(({ id }) => id));
  return [
    { title: "ID", value: ({ id }) => id, short: ({ id }) => short.get(id) ?? id },
    { title: "Name", value: ({ name }) => name, narrowest: 12 },
    {
      title: "State",
      value: ({ state_name, state_type }) => state_name ?? state_type ?? "none",
      style: ({ state_type }) => stateStyle(state_type),
      narrowest: 9,
    },
    {
      title: "When",
      value: ({ start_time, expected_start_time }) => {
        const timestamp = start_time ?? expected_start_time;
        return timestamp ? formatRelative(timestamp, nowMs) : "";
      },
    },
    {
      title: "Duration",
      value: ({ start_time, estimated_run_time, total_run_time }) =>
        start_time ? formatDuration(estimated_run_time || total_run_time) : "",
      align: "right",
      dispensable: 1,
    },
  ];
}
