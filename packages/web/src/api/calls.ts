import type { Endpoint } from "@reeve/protocol";

type Protocol = typeof import("@reeve/protocol");

type AnyEndpointName = {
  [K in keyof Protocol]: Protocol[K] extends Endpoint ? K : never;
}[keyof Protocol];

/** The names of the endpoints the pages call. */
export type CallName = keyof typeof CALLS;

/** The endpoint of that name, with the types of its parts. */
export type EndpointOf<N extends CallName> = Extract<Protocol[N], Endpoint>;

/**
 * Method and path of the endpoints the pages call. The protocol's own values carry schemas, many times the
 * size of a page; the compiler holds each row to them instead.
 */
export const CALLS = {
  deleteFlowRun: ["DELETE", "/flow_runs/:id"],
  getFlow: ["GET", "/flows/:id"],
  getFlowRun: ["GET", "/flow_runs/:id"],
  getHealth: ["GET", "/health"],
  getRunGraph: ["GET", "/flow_runs/:id/graph-v2"],
  getTaskRun: ["GET", "/task_runs/:id"],
  listFlowRunStates: ["GET", "/flow_run_states/"],
  listFlowRuns: ["POST", "/flow_runs/filter"],
  listFlows: ["POST", "/flows/filter"],
  listLogs: ["POST", "/logs/filter"],
  listRunRows: ["POST", "/ui/runs/page"],
  listTaskRunStates: ["GET", "/task_run_states/"],
  listTaskRuns: ["POST", "/task_runs/filter"],
  resumeFlowRun: ["POST", "/flow_runs/:id/resume"],
  setFlowRunState: ["POST", "/flow_runs/:id/set_state"],
} as const satisfies {
  readonly [N in AnyEndpointName]?: readonly [
    method: Extract<Protocol[N], Endpoint>["method"],
    path: Extract<Protocol[N], Endpoint>["path"],
  ];
};
