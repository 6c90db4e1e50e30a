import { findVariable, variableText } from "../../find-variable.ts";
import { formatLocalTime } from "../../format-time.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

/** Shows a variable. */
export async function inspectVariable(
  name: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const variable = await findVariable(client, name);
    if (options.json) return printJson(variable);
    printFields([
      ["Name", variable.name],
      ["Value", variableText(variable.value)],
      ["Tags", variable.tags.join(", ")],
      ["ID", variable.id],
      ["Created", variable.created ? formatLocalTime(variable.created) : ""],
      ["Updated", variable.updated ? formatLocalTime(variable.updated) : ""],
      ["URL", `${uiUrlOf(settings)}/variables`],
    ]);
  });
}
