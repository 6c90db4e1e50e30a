import type { Client } from "@reeve/client";
import type { Variable } from "@reeve/protocol";
import { notFoundAs } from "./not-found-as.ts";

/** The variable of that name; throws a ReeveError when there is none. */
export async function findVariable(client: Client, name: string): Promise<Variable> {
  return client
    .getVariableByName({ params: { name } })
    .catch(notFoundAs(`There is no variable "${name}"; "reeve variable ls" lists them.`));
}

/** A value as people read it: text as it is, everything else as JSON. */
export const variableText = (value: Variable["value"]): string =>
  typeof value === "string" ? value : JSON.stringify(value);
