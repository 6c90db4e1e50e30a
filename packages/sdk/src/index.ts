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
export type {
  AutomationAction,
  AutomationTrigger,
  CombinedTrigger,
  EventTrigger,
  FlowRunTrigger,
  Labels,
  MetricTrigger,
  NewAutomation,
} from "./automations/automation.ts";
export {
  type CreatedAutomation,
  createAutomation,
  deleteAutomation,
} from "./automations/create-automation.ts";
export type { BlockClass, BlockOf } from "./blocks/block-class.ts";
export type { Block } from "./blocks/block-making.ts";
export { loadBlock, provideBlockClass } from "./blocks/block-registry.ts";
export { type BlockDefinition, defineBlock } from "./blocks/define-block.ts";
export {
  type Capability,
  DIRECTORY_CAPABILITIES,
  type DirectoryCopy,
  type DirectoryStorage,
  FILE_SYSTEM_CAPABILITIES,
  type ReadableFileSystem,
  type WritableFileSystem,
} from "./blocks/file-system.ts";
export { Json } from "./blocks/json-block.ts";
export { LocalFileSystem } from "./blocks/local-file-system.ts";
export {
  type OpenFileSystem,
  provideFileSystem,
  RemoteFileSystem,
} from "./blocks/remote-file-system.ts";
export { secret } from "./blocks/secret.ts";
export { Secret } from "./blocks/secret-block.ts";
export { Webhook } from "./blocks/webhook-block.ts";
export type { Duration } from "./duration.ts";
export type { ExponentialDelay, RetryDelay } from "./engine/retry-delay.ts";
export { RunAborted, RunCancelled, RunCrashed, RunTimedOut, UpstreamTaskError } from "./errors.ts";
export {
  type EventResource,
  emitEvent,
  type NewEvent,
  type RelatedResource,
} from "./events/emit-event.ts";
export { type Flow, flow } from "./flow.ts";
export type { FlowOptions } from "./flow-definition.ts";
export { type Input, type Inputs, type RunState, TaskFuture } from "./future.ts";
export type { FlowHookContext, RunHooks, TaskHookContext } from "./hooks.ts";
export type { JsonValue } from "./json-value.ts";
export { type Logger, logger } from "./logging/logger.ts";
export { type PythonFlowOptions, pythonFlow } from "./python-flow.ts";
export type {
  Cache,
  CacheKey,
  CacheKeyContext,
  CacheKeyFunction,
  CacheOptions,
  CachePart,
} from "./results/cache-policy.ts";
export { getFlowRunResult, getTaskRunResult } from "./results/read-result.ts";
export type { ResultOptions, ResultStorage } from "./results/result-options.ts";
export type { ResultSerializer } from "./results/result-serializer.ts";
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
