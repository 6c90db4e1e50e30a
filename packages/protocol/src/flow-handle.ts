/** What a program that loads users' files needs of a flow in them, whichever copy of the SDK made it. */
export type FlowHandle = {
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly tags: readonly string[];
  /** The JSON Schema of its parameters object. */
  parameterSchema(): Record<string, unknown>;
  /** Runs a flow run that exists on the server already, from Pending to its end, with the parameters it has there. */
  execute(flowRunId: string): Promise<unknown>;
};

// Registered for the whole process: a project's SDK is seldom the copy that the loading program was built with.
const FLOW_HANDLE = Symbol.for("reeve.flow");
const FLOWS = Symbol.for("reeve.flows");

type Registry = { [FLOWS]?: Map<string, FlowHandle> };

/** Makes a flow of a function, to those who look for its handle. */
export function withFlowHandle<F extends object>(flow: F, handle: FlowHandle): F {
  madeFlows().set(handle.name, handle);
  return Object.defineProperty(flow, FLOW_HANDLE, { value: handle });
}

/** The handle of a flow; undefined for anything else. */
export function flowHandleOf(value: unknown): FlowHandle | undefined {
  if (typeof value !== "function") return undefined;
  return (value as { [FLOW_HANDLE]?: FlowHandle })[FLOW_HANDLE];
}

/** The flows that were made in this process, by their names; of several of one name the last. */
export function madeFlows(): Map<string, FlowHandle> {
  const registry = globalThis as Registry;
  registry[FLOWS] ??= new Map();
  return registry[FLOWS];
}
