import type { AutomationCreate } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { print, printJson, remark } from "../../output.ts";
import { readDocument } from "../../read-document.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";

/** Creates the automations that a file describes: one, a list of them, or a list under `automations`. */
export async function createAutomations(
  options: GlobalOptions & { fromFile: string; json?: boolean },
): Promise<void> {
  const described = automationsIn(await readDocument(options.fromFile), options.fromFile);
  await withClient(options, async (client, settings) => {
    const created = [];
    for (const body of described) {
      const automation = await client.createAutomation({ body });
      created.push(automation);
      if (options.json) continue;
      const url = `${uiUrlOf(settings)}/automations/automation/${automation.id}`;
      print(`The automation "${automation.name}" is there: ${url}`);
    }
    if (options.json) return printJson(created.length === 1 ? created[0] : created);
    remark(`\nWhat it would do:  reeve automation test ${created[0]!.id}`);
  });
}

function automationsIn(document: unknown, path: string): AutomationCreate[] {
  const whole = isMapping(document) && "automations" in document ? document.automations : document;
  const list = Array.isArray(whole) ? whole : [whole];
  const isUsable =
    list.length > 0 && list.every((one) => isMapping(one) && "name" in one && "trigger" in one);
  if (isUsable) return list as AutomationCreate[];
  throw new ReeveError(
    "invalid_request",
    `${path} describes no automation; one has a name, a trigger and actions.`,
  );
}

const isMapping = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
