import type { Endpoint } from "./endpoint.ts";

type Protocol = typeof import("./index.ts");

/** The names under which endpoints are exported. */
export type EndpointName = {
  [K in keyof Protocol]: Protocol[K] extends Endpoint ? K : never;
}[keyof Protocol];

/** The endpoint of that name, with the types of its parts. */
export type EndpointOf<N extends EndpointName> = Extract<Protocol[N], Endpoint>;

/**
 * Method and path of every endpoint, for callers that need no schemas: a command of the CLI, which would wait for
 * them longer than for its answer, and the pages, which they would double. The compiler holds each row to its
 * endpoint: one that is missing, left over or different does not build.
 */
export const CALLS = {
  countArtifacts: ["POST", "/artifacts/count"],
  countFlowRuns: ["POST", "/flow_runs/count"],
  countFlows: ["POST", "/flows/count"],
  countLatestArtifacts: ["POST", "/artifacts/latest/count"],
  countTaskRuns: ["POST", "/task_runs/count"],
  countVariables: ["POST", "/variables/count"],
  createArtifact: ["POST", "/artifacts/"],
  createConcurrencyLimit: ["POST", "/v2/concurrency_limits/"],
  createEvents: ["POST", "/events"],
  createFlow: ["POST", "/flows/"],
  createFlowRun: ["POST", "/flow_runs/"],
  createLogs: ["POST", "/logs/"],
  createTagLimit: ["POST", "/concurrency_limits/"],
  createTaskRun: ["POST", "/task_runs/"],
  createVariable: ["POST", "/variables/"],
  createWorkPool: ["POST", "/work_pools/"],
  deleteArtifact: ["DELETE", "/artifacts/:id"],
  deleteConcurrencyLimit: ["DELETE", "/v2/concurrency_limits/:id_or_name"],
  deleteFlow: ["DELETE", "/flows/:id"],
  deleteFlowRun: ["DELETE", "/flow_runs/:id"],
  deleteTagLimit: ["DELETE", "/concurrency_limits/:id"],
  deleteTagLimitByTag: ["DELETE", "/concurrency_limits/tag/:tag"],
  deleteTaskRun: ["DELETE", "/task_runs/:id"],
  deleteVariable: ["DELETE", "/variables/:id"],
  deleteVariableByName: ["DELETE", "/variables/name/:name"],
  getApiVersion: ["GET", "/version"],
  getArtifact: ["GET", "/artifacts/:id"],
  getConcurrencyLimit: ["GET", "/v2/concurrency_limits/:id_or_name"],
  getCsrfToken: ["GET", "/csrf-token"],
  getFlow: ["GET", "/flows/:id"],
  getFlowByName: ["GET", "/flows/name/:name"],
  getFlowRun: ["GET", "/flow_runs/:id"],
  getFlowRunState: ["GET", "/flow_run_states/:id"],
  getHealth: ["GET", "/health"],
  getHello: ["GET", "/hello"],
  getLatestArtifact: ["GET", "/artifacts/:key/latest"],
  getProductVersion: ["GET", "/admin/version"],
  getReadiness: ["GET", "/ready"],
  getResultStorage: ["GET", "/admin/storage"],
  getRunGraph: ["GET", "/flow_runs/:id/graph-v2"],
  getSettings: ["GET", "/admin/settings"],
  getTagLimit: ["GET", "/concurrency_limits/:id"],
  getTagLimitByTag: ["GET", "/concurrency_limits/tag/:tag"],
  getTaskRun: ["GET", "/task_runs/:id"],
  getTaskRunState: ["GET", "/task_run_states/:id"],
  getVariable: ["GET", "/variables/:id"],
  getVariableByName: ["GET", "/variables/name/:name"],
  getWorkPool: ["GET", "/work_pools/:name"],
  listArtifacts: ["POST", "/artifacts/filter"],
  listConcurrencyLimits: ["POST", "/v2/concurrency_limits/filter"],
  listFlowRunStates: ["GET", "/flow_run_states/"],
  listFlowRuns: ["POST", "/flow_runs/filter"],
  listFlows: ["POST", "/flows/filter"],
  listLatestArtifacts: ["POST", "/artifacts/latest/filter"],
  listLogs: ["POST", "/logs/filter"],
  listRunRows: ["POST", "/ui/runs/page"],
  listTagLimits: ["POST", "/concurrency_limits/filter"],
  listTaskRunStates: ["GET", "/task_run_states/"],
  listTaskRuns: ["POST", "/task_runs/filter"],
  listVariables: ["POST", "/variables/filter"],
  paginateFlowRuns: ["POST", "/flow_runs/paginate"],
  paginateFlows: ["POST", "/flows/paginate"],
  paginateTaskRuns: ["POST", "/task_runs/paginate"],
  releaseLease: ["POST", "/v2/concurrency_limits/decrement-with-lease"],
  releaseSlots: ["POST", "/v2/concurrency_limits/decrement"],
  releaseTagSlots: ["POST", "/concurrency_limits/decrement"],
  renewLease: ["POST", "/v2/concurrency_limits/leases/:lease_id/renew"],
  resetTagLimit: ["POST", "/concurrency_limits/tag/:tag/reset"],
  resumeFlowRun: ["POST", "/flow_runs/:id/resume"],
  setFlowRunState: ["POST", "/flow_runs/:id/set_state"],
  setTaskRunState: ["POST", "/task_runs/:id/set_state"],
  takeSlots: ["POST", "/v2/concurrency_limits/increment"],
  takeSlotsWithLease: ["POST", "/v2/concurrency_limits/increment-with-lease"],
  takeTagSlots: ["POST", "/concurrency_limits/increment"],
  updateArtifact: ["PATCH", "/artifacts/:id"],
  updateConcurrencyLimit: ["PATCH", "/v2/concurrency_limits/:id_or_name"],
  updateFlow: ["PATCH", "/flows/:id"],
  updateFlowRun: ["PATCH", "/flow_runs/:id"],
  updateFlowRunLabels: ["PATCH", "/flow_runs/:id/labels"],
  updateTaskRun: ["PATCH", "/task_runs/:id"],
  updateVariable: ["PATCH", "/variables/:id"],
  updateVariableByName: ["PATCH", "/variables/name/:name"],
  validateAutomationTemplate: ["POST", "/automations/templates/validate"],
  validateTemplate: ["POST", "/templates/validate"],
} as const satisfies {
  readonly [N in EndpointName]: readonly [method: EndpointOf<N>["method"], path: EndpointOf<N>["path"]];
};
