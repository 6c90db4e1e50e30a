import { type Action, ERROR_STATUS, ReeveError } from "@reeve/protocol";
import type { Acting } from "./acting.ts";
import { ActionFailed, type ActionResult } from "./action-failed.ts";
import { pause, resume, runDeployment } from "./deployment-actions.ts";
import { cancelRun, changeRunState, deleteRun, resumeRun, suspendRun } from "./flow-run-actions.ts";
import { callHook, notify } from "./notification-actions.ts";
import { setAutomationEnabled, setWorkPoolPaused, setWorkQueuePaused } from "./pause-actions.ts";

type Performers = {
  readonly [T in Action["type"]]: (
    acting: Acting,
    action: Extract<Action, { type: T }>,
  ) => Promise<ActionResult>;
};

/** What is done for each type of action, by the operations that the API has for it. */
const PERFORMERS: Performers = {
  "do-nothing": async () => ({}),
  "run-deployment": runDeployment,
  "pause-deployment": pause,
  "resume-deployment": resume,
  "cancel-flow-run": cancelRun,
  "delete-flow-run": deleteRun,
  "suspend-flow-run": suspendRun,
  "resume-flow-run": resumeRun,
  "change-flow-run-state": changeRunState,
  "pause-work-pool": (acting, action) => setWorkPoolPaused(acting, action, true),
  "resume-work-pool": (acting, action) => setWorkPoolPaused(acting, action, false),
  "pause-work-queue": (acting, action) => setWorkQueuePaused(acting, action, true),
  "resume-work-queue": (acting, action) => setWorkQueuePaused(acting, action, false),
  "pause-automation": (acting, action) => setAutomationEnabled(acting, action, false),
  "resume-automation": (acting, action) => setAutomationEnabled(acting, action, true),
  "send-notification": notify,
  "call-webhook": callHook,
};

/** Does what an action says. Throws an ActionFailed with the reason, or whatever nobody expected. */
export async function performAction(acting: Acting, action: Action): Promise<ActionResult> {
  const perform = PERFORMERS[action.type] as (acting: Acting, action: Action) => Promise<ActionResult>;
  try {
    return await perform(acting, action);
  } catch (error) {
    if (!(error instanceof ReeveError)) throw error;
    const status_code = ERROR_STATUS[error.code];
    throw new ActionFailed(error.message, { details: { status_code } }, status_code >= 500);
  }
}
