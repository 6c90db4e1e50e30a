import type { Variable } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { variableText } from "../../find-variable.ts";
import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

export type VariableSetOptions = GlobalOptions & { overwrite?: boolean; tag?: string[]; json?: boolean };

/** Sets a variable; one that there is only with `overwrite`. */
export async function setVariable(name: string, text: string, options: VariableSetOptions): Promise<void> {
  const { overwrite, tag: tags, json } = options;
  await withClient(options, async (client) => {
    const given = { value: jsonOrText(text), ...(tags && { tags }) };
    try {
      await client.createVariable({ body: { name, ...given } });
    } catch (error) {
      if (!(error instanceof ReeveError) || error.code !== "already_exists") throw error;
      if (!overwrite) {
        throw new ReeveError(
          "already_exists",
          `There is a variable "${name}" already; replace its value with --overwrite.`,
          { cause: error },
        );
      }
      await client.updateVariableByName({ params: { name }, body: given });
    }
    if (json) return printJson(await client.getVariableByName({ params: { name } }));
    print(`The variable "${name}" is set to ${variableText(given.value)}.`);
  });
}

function jsonOrText(text: string): Variable["value"] {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
