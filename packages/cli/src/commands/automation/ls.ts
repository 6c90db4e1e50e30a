import type { Automation } from "@reeve/protocol";
import { describeTrigger } from "../../describe-trigger.ts";
import { printJson, printTable } from "../../output.ts";
import { type GlobalOptions, withClient } from "../../session.ts";
import { shortIds } from "../../short-ids.ts";

export type AutomationLsOptions = GlobalOptions & { tag?: string[]; limit: number; json?: boolean };

/** Lists automations by their names. */
export async function listAutomations({ tag, limit, json, ...options }: AutomationLsOptions): Promise<void> {
  await withClient(options, async (client) => {
    const automations = await client.listAutomations({
      body: { ...(tag && { automations: { tags: { all_: tag } } }), limit },
    });
    if (json) return printJson(automations);
    const short = shortIds(automations.map(({ id }) => id));
    printTable<Automation>(
      automations,
      [
        { title: "Name", value: ({ name }) => name, narrowest: 12 },
        {
          title: "Status",
          value: ({ enabled }) => (enabled ? "on" : "off"),
          style: ({ enabled }) => (enabled ? "green" : "dim"),
        },
        { title: "Trigger", value: ({ trigger }) => describeTrigger(trigger), narrowest: 16 },
        { title: "Actions", value: actionsOf, narrowest: 10, dispensable: 1 },
        { title: "ID", value: ({ id }) => id, short: ({ id }) => short.get(id) ?? id },
      ],
      tag
        ? "No automation matches."
        : 'No automation yet; "reeve automation create --from-file automation.yaml" makes one.',
    );
  });
}

const actionsOf = ({ actions, actions_on_trigger, actions_on_resolve }: Automation): string =>
  [...actions, ...actions_on_trigger, ...actions_on_resolve].map(({ type }) => type).join(", ");
