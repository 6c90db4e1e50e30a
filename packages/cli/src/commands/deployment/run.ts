import type { Client } from "@reeve/client";
import { requireKnownParameters } from "@reeve/project";
import type { FlowRun } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { durationArgument } from "../../argument.ts";
import { findDeployment } from "../../find-deployment.ts";
import { followLogs, untilOver } from "../../follow-logs.ts";
import { formatLocalTime } from "../../format-time.ts";
import { LogPrinter } from "../../log-printer.ts";
import { print, printJson, terminal, warn } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { stateStyle } from "../../state-style.ts";
import { paint, singleLine } from "../../terminal.ts";
import { assignments, jsonObject } from "../deploy/entry-options.ts";

export type DeploymentRunOptions = GlobalOptions & {
  param?: string[];
  params?: string;
  jobVariable?: string[];
  tag?: string[];
  flowRunName?: string;
  startIn?: string;
  startAt?: string;
  watch?: boolean;
  json?: boolean;
};

/** Runs a deployment, and with `watch` follows the run to its end, which the exit code then tells. */
export async function runDeployment(reference: string, options: DeploymentRunOptions): Promise<void> {
  await withClient(options, async (client, settings) => {
    const deployment = await findDeployment(client, reference);
    const scheduled_time = startOf(options);
    const jobVariables = assignments("--job-variable", options.jobVariable);
    const parameters = {
      ...jsonObject("--params", options.params),
      ...assignments("--param", options.param),
    };
    requireKnownParameters(deployment.parameter_openapi_schema ?? {}, parameters);
    const flowRun = await client.createFlowRunOfDeployment({
      params: { id: deployment.id },
      body: {
        parameters,
        state: {
          type: "SCHEDULED",
          message: "Run from the command line.",
          state_details: { scheduled_time },
        },
        ...(options.tag && { tags: options.tag }),
        ...(options.flowRunName && { name: options.flowRunName }),
        ...(Object.keys(jobVariables).length > 0 && { job_variables: jobVariables }),
      },
    });
    if (!options.watch) {
      if (options.json) return printJson(flowRun);
      return announce(flowRun, deployment.name, uiUrlOf(settings));
    }
    if (!options.json) announce(flowRun, deployment.name, uiUrlOf(settings));
    const ended = await follow(client, flowRun, options.json);
    if (ended.state_type !== "COMPLETED") process.exitCode = 1;
  });
}

/** Tells of its states and its log until it has ended, or with `json` only how it ended. */
async function follow(client: Client, flowRun: FlowRun, json?: boolean): Promise<FlowRun> {
  if (json) {
    const ended = await untilOver(client, flowRun);
    printJson(ended);
    return ended;
  }
  const printer = new LogPrinter(client, `Flow run '${flowRun.name}'`);
  let shown = flowRun.state_id;
  const onState = (run: FlowRun): void => {
    if (run.state_id === shown) return;
    shown = run.state_id;
    warn(stateLine(run));
  };
  return followLogs({ client, flowRun, printer, level: undefined, printed: [], onState });
}

/** A state as it looks among the lines of a log. */
function stateLine({ name, state, state_type, state_name }: FlowRun): string {
  const time = paint(terminal, "dim", formatLocalTime(state?.timestamp ?? ""));
  const called = paint(terminal, stateStyle(state_type), state_name ?? "none");
  return `${time} | STATE    | ${paint(terminal, "cyan", `Flow run '${singleLine(name)}'`)} - ${called}`;
}

function startOf({ startIn, startAt }: DeploymentRunOptions): string {
  if (startIn !== undefined) return new Date(Date.now() + durationArgument(startIn) * 1000).toISOString();
  const at = startAt === undefined ? Date.now() : Date.parse(startAt);
  if (Number.isFinite(at)) return new Date(at).toISOString();
  throw new ReeveError(
    "invalid_request",
    `"${startAt}" is not a time; write it as in 2026-12-01T06:00:00+01:00.`,
  );
}

function announce({ id, name }: FlowRun, deployment: string, uiUrl: string): void {
  print(`Made the flow run ${paint(terminal, "bold", name)} of ${deployment}.`);
  print(`  ${paint(terminal, "cyan", `${uiUrl}/runs/flow-run/${id}`)}`);
}
