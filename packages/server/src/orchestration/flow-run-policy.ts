import type { FlowRunRule } from "./flow-run-transition.ts";
import { cancelAtOnceWithoutProcess } from "./rules/cancel-at-once-without-process.ts";
import { cancelLateWithoutSlot } from "./rules/cancel-late-without-slot.ts";
import { holdSlotWithoutRenewal } from "./rules/hold-slot-without-renewal.ts";
import { keepConcurrencyLease } from "./rules/keep-concurrency-lease.ts";
import { keepScheduledTime } from "./rules/keep-scheduled-time.ts";
import { keepSlotWhenStarting } from "./rules/keep-slot-when-starting.ts";
import { markLateOnce } from "./rules/mark-late-once.ts";
import { pauseRunningFlowRun } from "./rules/pause-running-flow-run.ts";
import { protectCancelling } from "./rules/protect-cancelling.ts";
import { protectClaim } from "./rules/protect-claim.ts";
import { protectFinishedFlowRun } from "./rules/protect-finished-flow-run.ts";
import { protectLaunchedCancelling } from "./rules/protect-launched-cancelling.ts";
import { protectStoredResult } from "./rules/protect-stored-result.ts";
import { refuseRepeatedTransition } from "./rules/refuse-repeated-transition.ts";
import { resumePausedFlowRun } from "./rules/resume-paused-flow-run.ts";
import { retryFailedFlowRun } from "./rules/retry-failed-flow-run.ts";
import { takeDeploymentSlot } from "./rules/take-deployment-slot.ts";
import { waitForScheduledTime } from "./rules/wait-for-scheduled-time.ts";

/** May a flow run change state? Read top to bottom: the first rule to refuse ends the matter. */
export const flowRunPolicy: readonly FlowRunRule[] = [
  keepConcurrencyLease,
  refuseRepeatedTransition,
  protectFinishedFlowRun,
  protectCancelling,
  cancelAtOnceWithoutProcess,
  protectClaim,
  keepSlotWhenStarting,
  takeDeploymentSlot,
  holdSlotWithoutRenewal,
  markLateOnce,
  pauseRunningFlowRun,
  resumePausedFlowRun,
  keepScheduledTime,
  waitForScheduledTime,
  retryFailedFlowRun,
];

/** What holds even for a forced state, and for the states the server sets by itself. */
export const forcedFlowRunPolicy: readonly FlowRunRule[] = [
  keepConcurrencyLease,
  protectStoredResult,
  cancelAtOnceWithoutProcess,
  protectLaunchedCancelling,
];

/** May the server say of a scheduled run that it is late? */
export const lateFlowRunPolicy: readonly FlowRunRule[] = [markLateOnce, cancelLateWithoutSlot];
