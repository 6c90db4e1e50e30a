import type { Deployment, FlowRun } from "@reeve/protocol";
import { parseJson } from "../forms/parse-json.ts";
import { isSame } from "../schema-form/is-same.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** A set of parameters that was used before, with the newest run that had it. */
export type ParameterSet = { flowRunId: string; name: string; parameters: Values };

/** The different sets of parameters of runs, the newest run first; the deployment's own is none of them. */
export function parameterSets(runs: readonly FlowRun[], own: Values): ParameterSet[] {
  const sets: ParameterSet[] = [];
  for (const { id, name, parameters } of runs) {
    const isKnown = isSame(parameters, own) || sets.some((set) => isSame(set.parameters, parameters));
    if (!isKnown) sets.push({ flowRunId: id, name, parameters });
  }
  return sets;
}

/** The values with which a form begins: the deployment's own, and over them those that its address carries as JSON. */
export function startingValues(deployment: Deployment, search: unknown): Values {
  const { parameters } = deployment;
  if (typeof search !== "string") return parameters;
  const read = parseJson(search);
  const given = "value" in read ? read.value : null;
  return typeof given === "object" && given !== null && !Array.isArray(given)
    ? { ...parameters, ...given }
    : parameters;
}

/** How a set differs from the deployment's own: "month = 4, color = "green"". */
export function differenceText(set: Values, own: Values): string {
  const changed = Object.entries(set).filter(([name, value]) => !isSame(value, own[name]));
  return changed.map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join(", ");
}
