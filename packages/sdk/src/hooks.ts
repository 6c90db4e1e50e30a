import type { RunState } from "./future.ts";
import type { OwnFlowRun, OwnTaskRun } from "./own-run.ts";

/** What a hook is told: the run, the state that it entered, and the error if that is why. */
export type FlowHookContext = { flowRun: OwnFlowRun; state: RunState; error?: unknown };
/** The same of a task run; it stands alone when its `flowRun` is null. */
export type TaskHookContext = {
  taskRun: OwnTaskRun;
  flowRun: OwnFlowRun | null;
  state: RunState;
  error?: unknown;
};

type Hook<C> = (context: C) => unknown;
type Hooks<C> = Hook<C> | readonly Hook<C>[];

/**
 * Functions that are called when a run enters a state, one after the other, before whoever called the run goes on.
 * One that throws leaves an error in the log, and the run as it is.
 */
export type RunHooks<C> = {
  /** Each try, when it begins. */
  onRunning?: Hooks<C>;
  onCompletion?: Hooks<C>;
  /** When no try is left, and when it took too long. */
  onFailure?: Hooks<C>;
  onCancellation?: Hooks<C>;
  /** When its process is going down; it has moments to answer. */
  onCrashed?: Hooks<C>;
};
