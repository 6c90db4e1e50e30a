import { keepScheduledTime } from "./rules/keep-scheduled-time.ts";
import { keepTaskParameters } from "./rules/keep-task-parameters.ts";
import { limitCacheKey } from "./rules/limit-cache-key.ts";
import { nameRerun } from "./rules/name-rerun.ts";
import { protectClaim } from "./rules/protect-claim.ts";
import { protectFinishedTaskRun } from "./rules/protect-finished-task-run.ts";
import { rememberCachedState } from "./rules/remember-cached-state.ts";
import { rememberFlowRunAttempt } from "./rules/remember-flow-run-attempt.ts";
import { retryFailedTaskRun } from "./rules/retry-failed-task-run.ts";
import { reuseCachedState } from "./rules/reuse-cached-state.ts";
import { runWithinRunningFlowRun } from "./rules/run-within-running-flow-run.ts";
import { takeTagSlots } from "./rules/take-tag-slots.ts";
import { waitForScheduledTime } from "./rules/wait-for-scheduled-time.ts";
import type { TaskRunRule } from "./task-run-transition.ts";

/** May a task run change state? Read top to bottom: the first rule to refuse ends the matter. */
export const taskRunPolicy: readonly TaskRunRule[] = [
  reuseCachedState,
  protectFinishedTaskRun,
  runWithinRunningFlowRun,
  takeTagSlots,
  keepScheduledTime,
  waitForScheduledTime,
  retryFailedTaskRun,
  nameRerun,
  rememberFlowRunAttempt,
  limitCacheKey,
  rememberCachedState,
];

/** The same for task runs in the background: task workers claim them, and they may outlive their flow run. */
export const backgroundTaskRunPolicy: readonly TaskRunRule[] = [
  protectClaim,
  reuseCachedState,
  protectFinishedTaskRun,
  keepScheduledTime,
  keepTaskParameters,
  waitForScheduledTime,
  retryFailedTaskRun,
  nameRerun,
  rememberFlowRunAttempt,
  limitCacheKey,
  rememberCachedState,
];

/** Nothing stands against a forced state of a task run. */
export const forcedTaskRunPolicy: readonly TaskRunRule[] = [];
