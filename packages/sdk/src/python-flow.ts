import { basename, dirname, resolve } from "node:path";
import { runPythonFlow } from "./engine/run-python-flow.ts";
import type { FlowDefinition } from "./flow-definition.ts";
import type { Input } from "./future.ts";

export type PythonFlowOptions = {
  /** The flow's name, where `@flow(name=…)` gives it one; else Python makes it of the function's. */
  name?: string;
  /** The virtual environment that has the flow's packages; else the active one, or `.venv` in the flow's folder. */
  virtualEnv?: string;
  /** Variables of its environment besides those of this process. */
  environment?: Readonly<Record<string, string>>;
  tags?: readonly string[];
};

/**
 * A flow of a Python file, on Prefect's own SDK, as a function: each call is a flow run, a subflow where the caller is a
 * flow, and runs in a Python process of its own, in the folder of its file. Its parameters and what it returns are JSON;
 * to be answered here, the flow persists that as JSON: `@flow(persist_result=True, result_serializer="json")`.
 * A call throws a ReeveError when no server is configured, and otherwise as a flow does that failed or was cancelled.
 *
 * @param entrypoint `path/to/file.py:function`, the path relative to the current folder.
 */
export function pythonFlow<P extends object, R>(
  entrypoint: string,
  { name, virtualEnv, environment = {}, tags = [] }: PythonFlowOptions = {},
): (parameters: { [K in keyof P]: Input<P[K]> }) => Promise<R> {
  const colon = entrypoint.lastIndexOf(":");
  const [file, fn] = [resolve(entrypoint.slice(0, colon)), entrypoint.slice(colon + 1)];
  const flow: FlowDefinition = {
    name: name ?? fn.replaceAll("_", "-"),
    options: { tags },
    schema: undefined,
    fn: () => undefined,
  };
  const definition = {
    flow,
    entrypoint: `${basename(file)}:${fn}`,
    directory: dirname(file),
    environment: { ...environment, ...(virtualEnv && { VIRTUAL_ENV: resolve(virtualEnv) }) },
  };
  return async (parameters) => (await runPythonFlow(definition, parameters)) as R;
}
