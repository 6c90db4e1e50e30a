import type { Variable } from "@reeve/protocol";
import { variableText } from "../../find-variable.ts";
import { formatRelative } from "../../format-time.ts";
import { printJson, printTable } from "../../output.ts";
import { readPages } from "../../read-pages.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import type { Column } from "../../table.ts";

/** Lists variables by name. */
export async function listVariables(
  options: GlobalOptions & { limit: number; json?: boolean },
): Promise<void> {
  await withClient(options, async (client) => {
    const variables = await readPages(options.limit, (page) => client.listVariables({ body: page }));
    if (options.json) return printJson(variables);
    printTable(
      variables,
      columns(Date.now()),
      'There is no variable; "reeve variable set NAME VALUE" sets one.',
    );
  });
}

const columns = (now: number): Column<Variable>[] => [
  { title: "Name", value: ({ name }) => name, narrowest: 12 },
  { title: "Value", value: ({ value }) => variableText(value), narrowest: 12 },
  { title: "Tags", value: ({ tags }) => tags.join(", "), narrowest: 8, dispensable: 1 },
  { title: "Updated", value: ({ updated }) => (updated ? formatRelative(updated, now) : "") },
];
