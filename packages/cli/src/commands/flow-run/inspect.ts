import type { FlowRun } from "@reeve/protocol";
import { findFlowRun } from "../../find-flow-run.ts";
import { formatDuration, formatLocalTime, formatRelative } from "../../format-time.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { stateStyle } from "../../state-style.ts";
import { type Style, singleLine } from "../../terminal.ts";

export type FlowRunInspectOptions = GlobalOptions & { json?: boolean };

/** Shows one flow run. */
export async function inspectFlowRun(reference: string, options: FlowRunInspectOptions): Promise<void> {
  await withClient(options, async (client, settings) => {
    const flowRun = await findFlowRun(client, reference);
    if (options.json) return printJson(flowRun);
    const flow = await client.getFlow({ params: { id: flowRun.flow_id } });
    printFields([
      ...fieldsOf(flowRun, flow.name, Date.now()),
      ["URL", `${uiUrlOf(settings)}/runs/flow-run/${flowRun.id}`],
    ]);
  });
}

type Field = [name: string, value: string, style?: Style];

function fieldsOf(flowRun: FlowRun, flowName: string, nowMs: number): Field[] {
  const at = (timestamp: string | null): string =>
    timestamp ? `${formatLocalTime(timestamp)}  (${formatRelative(timestamp, nowMs)})` : "";
  const fields: Field[] = [
    ["ID", flowRun.id],
    ["Name", singleLine(flowRun.name)],
    ["Flow", singleLine(flowName)],
    ["State", flowRun.state_name ?? flowRun.state_type ?? "none", stateStyle(flowRun.state_type)],
    ["Message", flowRun.state?.message?.trim() ?? ""],
    ["Created", at(flowRun.created)],
    ["Scheduled", flowRun.start_time ? "" : at(flowRun.expected_start_time)],
    ["Started", at(flowRun.start_time)],
    ["Ended", at(flowRun.end_time)],
    [
      "Duration",
      flowRun.start_time ? formatDuration(flowRun.estimated_run_time || flowRun.total_run_time) : "",
    ],
    ["Attempts", flowRun.run_count > 1 ? String(flowRun.run_count) : ""],
    ["Tags", flowRun.tags.map(singleLine).join(", ")],
    ["Parameters", jsonOf(flowRun.parameters)],
    ["Context", jsonOf(flowRun.context)],
    ["Labels", jsonOf(flowRun.labels)],
    ["Version", flowRun.flow_version ?? ""],
    ["Deployment", flowRun.deployment_id ?? ""],
    ["Work pool", [flowRun.work_pool_name, flowRun.work_queue_name].filter(Boolean).join(" / ")],
    ["Parent task", flowRun.parent_task_run_id ?? ""],
    ["Created by", flowRun.created_by?.display_value ?? ""],
  ];
  return fields.filter(([, value]) => value !== "");
}

const jsonOf = (value: object | null | undefined): string =>
  value && Object.keys(value).length > 0 ? JSON.stringify(value, null, 2) : "";
