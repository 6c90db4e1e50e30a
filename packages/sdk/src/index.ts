export {
  createImageArtifact,
  createLinkArtifact,
  createMarkdownArtifact,
  createProgressArtifact,
  createTableArtifact,
  type ImageArtifact,
  type LinkArtifact,
  type MarkdownArtifact,
  type ProgressArtifact,
  type ProgressUpdate,
  type TableArtifact,
  updateProgressArtifact,
} from "./artifacts/artifacts.ts";
export {
  type Block,
  type BlockClass,
  type BlockDefinition,
  type BlockOf,
  defineBlock,
} from "./blocks/define-block.ts";
export { secret } from "./blocks/secret.ts";
export { Secret } from "./blocks/secret-block.ts";
export type { Duration } from "./duration.ts";
export type { ExponentialDelay, RetryDelay } from "./engine/retry-delay.ts";
export { RunAborted, RunCancelled, RunCrashed, RunTimedOut, UpstreamTaskError } from "./errors.ts";
export { type Flow, flow } from "./flow.ts";
export type { FlowOptions } from "./flow-definition.ts";
export { type Input, type Inputs, type RunState, TaskFuture } from "./future.ts";
export type { JsonValue } from "./json-value.ts";
export { type Logger, logger } from "./logging/logger.ts";
export { type RunContext, runContext } from "./run-context.ts";
export { type Served, type ServeOptions, type ServeSchedule, serve } from "./serve.ts";
export { type Task, task } from "./task.ts";
export type { TaskOptions } from "./task-definition.ts";
export {
  type GetVariableOptions,
  getVariable,
  type SetVariableOptions,
  setVariable,
  unsetVariable,
} from "./variables/variables.ts";
