import { withFlowHandle } from "@reeve/protocol/flow-handle";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { executeFlowRun, runFlow } from "./engine/run-flow.ts";
import type { FlowDefinition, FlowFunction, FlowOptions } from "./flow-definition.ts";
import type { Input } from "./future.ts";
import { parameterSchema } from "./parameter-schema.ts";
import { type ServeOptions, serve } from "./serve.ts";

/** Parameters of which each may be a future. */
type ParameterInputs<P> = { [K in keyof P]: Input<P[K]> };
type Arguments<P> =
  Record<never, never> extends P ? [parameters?: ParameterInputs<P>] : [parameters: ParameterInputs<P>];

/** A function whose every call is a flow run; called inside a flow it is a subflow of that one. */
export type Flow<P, R> = {
  /** Runs the flow and answers what its function returns, with futures in it resolved. */
  (...args: Arguments<P>): Promise<R>;
  readonly flowName: string;
  /** The same flow with other options; those not named stay. */
  with(options: FlowOptions<P> & { name?: string }): Flow<P, R>;
  /** Serves the flow as a deployment from this process until it is asked to stop; see `serve` for several. */
  serve(options: ServeOptions): Promise<void>;
};

type Checked<S extends StandardSchemaV1> = FlowOptions<StandardSchemaV1.InferOutput<S>> & {
  /** Checks the parameters, coerces them and fills in defaults: a schema of Zod, Valibot, ArkType and others. */
  parameters: S;
};

/** Makes a flow of a function that takes its parameters as one object. */
export function flow<R>(name: string, fn: () => R): Flow<Record<never, never>, Awaited<R>>;
export function flow<P extends object, R>(name: string, fn: (parameters: P) => R): Flow<P, Awaited<R>>;
export function flow<S extends StandardSchemaV1, R>(
  name: string,
  options: Checked<S>,
  fn: (parameters: StandardSchemaV1.InferOutput<S>) => R,
): Flow<StandardSchemaV1.InferInput<S>, Awaited<R>>;
export function flow<R>(
  name: string,
  options: FlowOptions<Record<never, never>> & { parameters?: undefined },
  fn: () => R,
): Flow<Record<never, never>, Awaited<R>>;
export function flow<P extends object, R>(
  name: string,
  options: FlowOptions<P> & { parameters?: undefined },
  fn: (parameters: P) => R,
): Flow<P, Awaited<R>>;
export function flow(
  name: string,
  ...rest: [FlowFunction] | [FlowOptions & { parameters?: StandardSchemaV1 }, FlowFunction]
): Flow<Record<never, never>, unknown> {
  const [{ parameters: schema, ...options }, fn] = rest.length === 1 ? [{}, rest[0]] : rest;
  return createFlow({ name, options, schema, fn });
}

function createFlow(definition: FlowDefinition): Flow<Record<never, never>, unknown> {
  const { name: flowName, options, schema } = definition;
  const call = async (parameters: unknown = {}) => runFlow(definition, parameters);
  const made: Flow<Record<never, never>, unknown> = Object.assign(call, {
    flowName,
    with: ({ name = flowName, ...changed }: FlowOptions & { name?: string }) =>
      createFlow({ ...definition, name, options: { ...options, ...changed } }),
    serve: (served: ServeOptions): Promise<void> => serve({ flow: made, options: served }),
  });
  return withFlowHandle(made, {
    name: flowName,
    version: options.version ?? null,
    description: options.description ?? null,
    tags: options.tags ?? [],
    parameterSchema: () => parameterSchema(schema),
    execute: (flowRunId) => executeFlowRun(definition, flowRunId),
  });
}
