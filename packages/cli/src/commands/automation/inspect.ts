import type { Client } from "@reeve/client";
import type { Action, Automation, ReceivedEvent } from "@reeve/protocol";
import { describeTrigger } from "../../describe-trigger.ts";
import { findAutomation } from "../../find-automation.ts";
import { formatLocalTime, formatRelative } from "../../format-time.ts";
import { printFields, printJson } from "../../output.ts";
import { type GlobalOptions, uiUrlOf, withClient } from "../../session.ts";
import { type Style, singleLine } from "../../terminal.ts";

/** Shows an automation, when it last fired, and what came of it. */
export async function inspectAutomation(
  reference: string,
  options: GlobalOptions & { json?: boolean },
): Promise<void> {
  await withClient(options, async (client, settings) => {
    const automation = await findAutomation(client, reference);
    if (options.json) return printJson(automation);
    const { id, name, enabled, description, tags, trigger } = automation;
    const [fired, failed] = await Promise.all([
      newestEvent(client, id, "prefect.automation.triggered"),
      newestEvent(client, id, "prefect.automation.action.failed"),
    ]);
    const fields: [string, string, Style?][] = [
      ["Name", singleLine(name)],
      ["ID", id],
      ["Status", enabled ? "on" : "off", enabled ? "green" : "dim"],
      ["About", description],
      ["Tags", tags.join(", ")],
      ["Trigger", describeTrigger(trigger)],
      ["In full", JSON.stringify(trigger, null, 2)],
      ["Actions", actionsOf(automation)],
      ["Last fired", fired ? when(fired) : "never, as far as events are kept"],
      [
        "Last failure",
        failed ? `${when(failed)}: ${String(failed.payload.reason ?? "no reason")}` : "",
        "red",
      ],
      ["URL", `${uiUrlOf(settings)}/automations/automation/${id}`],
    ];
    printFields(fields.filter(([, value]) => value !== ""));
  });
}

async function newestEvent(client: Client, id: string, name: string): Promise<ReceivedEvent | undefined> {
  // Events are kept for a time of the server's own; an epoch asks for all of them.
  const occurred = { since: new Date(0).toISOString() };
  const filter = { occurred, event: { name: [name] }, resource: { id: [`prefect.automation.${id}`] } };
  return (await client.listEvents({ body: { filter, limit: 1 } })).events[0];
}

const when = ({ occurred }: ReceivedEvent): string =>
  `${formatLocalTime(occurred)}  (${formatRelative(occurred, Date.now())})`;

function actionsOf({ actions, actions_on_trigger, actions_on_resolve }: Automation): string {
  const lines = (list: readonly Action[], label: string) =>
    list.map((action) => [label, describeAction(action)].filter(Boolean).join(" "));
  return [
    ...lines(actions, ""),
    ...lines(actions_on_trigger, "when triggered:"),
    ...lines(actions_on_resolve, "when resolved:"),
  ].join("\n");
}

/** An action with what it says besides its type, leaving out what is at its default. */
function describeAction({ type, ...fields }: Action): string {
  const said = Object.entries(fields).filter(
    ([name, value]) => value !== null && value !== "" && value !== false && value !== 0 && name !== "source",
  );
  return [type, ...said.map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(" ");
}
