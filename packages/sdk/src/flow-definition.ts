import { hash } from "node:crypto";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { Duration } from "./duration.ts";
import type { FlowHookContext, RunHooks } from "./hooks.ts";
import type { ResultOptions } from "./results/result-options.ts";
import type { RunName } from "./run-name.ts";

export type FlowOptions<P = never> = ResultOptions &
  RunHooks<FlowHookContext> & {
    /** The name of each run: text in which `{parameter}` stands for a parameter, or a function of the parameters. */
    runName?: RunName<readonly [P]>;
    tags?: readonly string[];
    /** How many times a failed run is tried again. */
    retries?: number;
    /** The pause before each retry, which the server keeps in whole seconds. */
    retryDelay?: Duration;
    /** How long one try may take; then the run is TimedOut. */
    timeout?: Duration;
    /** Whether what the flow and its tasks write through `console` is in their logs. */
    logPrints?: boolean;
    /** How many submitted tasks run at the same time; as many as there are when left out. */
    concurrency?: number;
    /** Which version of the flow its runs are of. */
    version?: string;
    /** What the flow is for, in Markdown; its deployments show it. */
    description?: string;
  };

export type FlowFunction = (parameters: never) => unknown;

/** What a flow is made of, apart from how it is called. */
export type FlowDefinition = {
  readonly name: string;
  readonly options: FlowOptions;
  /** Checks the parameters and gives them their final types. */
  readonly schema: StandardSchemaV1 | undefined;
  readonly fn: FlowFunction;
};

/** Names the flow where it stands in another flow as a task. */
export const flowKey = ({ name, fn }: FlowDefinition): string =>
  `${name}-${hash("sha256", `${name}\n${fn}`).slice(0, 8)}`;
