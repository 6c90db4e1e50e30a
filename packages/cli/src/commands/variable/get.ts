import { findVariable, variableText } from "../../find-variable.ts";
import { print, printJson } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";

/** Prints a variable's value. */
export async function getVariable(name: string, options: GlobalOptions & { json?: boolean }): Promise<void> {
  await withClient(options, async (client) => {
    const { value } = await findVariable(client, name);
    if (options.json) return printJson(value);
    print(variableText(value));
  });
}
