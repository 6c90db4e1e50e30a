import { AsyncLocalStorage } from "node:async_hooks";
import type { Settings } from "@reeve/settings";
import type { ResultScope } from "../results/result-options.ts";
import type { FlowRunScope } from "./flow-run-scope.ts";
import type { ServerLink } from "./server-link.ts";
import type { TaskRun } from "./task-run.ts";

/** What code running inside a flow or task belongs to; it follows the code through every await. */
export type Scope = {
  readonly settings: Settings;
  /** Absent when no server is configured. */
  readonly link: ServerLink | undefined;
  readonly flow: FlowRunScope | undefined;
  readonly taskRun: TaskRun | undefined;
  /** Fires when the run is cancelled, runs out of time, or its process is going down. */
  readonly signal: AbortSignal;
  readonly logPrints: boolean;
  /** What becomes of the results of what runs here, as far as it does not say so itself. */
  readonly results: ResultScope;
};

const scopes = new AsyncLocalStorage<Scope>();

/** The scope of the code that asks; undefined outside of runs. */
export const currentScope = (): Scope | undefined => scopes.getStore();

/** Runs a function, and all it starts, in the scope. */
export const runInScope = <T>(scope: Scope, fn: () => T): T => scopes.run(scope, fn);
