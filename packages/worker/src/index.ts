export { executeFlowRun } from "./execute/execute-flow-run.ts";
export type { Launcher } from "./launchers/launcher.ts";
export { Worker, type WorkerOptions } from "./worker.ts";
export type { WorkerLog } from "./worker-log.ts";
