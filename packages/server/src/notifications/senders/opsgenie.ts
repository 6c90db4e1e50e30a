import { jsonRequest, type Sender, shortened } from "../delivery.ts";

// What Opsgenie takes as an alert's message and description.
const LONGEST_MESSAGE = 130;
const LONGEST_DESCRIPTION = 15_000;

/** Alerts of Opsgenie. Blocks number priorities from 1, low, to 5; Opsgenie from P5 to P1. */
export const opsgenie: Sender = (block, { subject, body, id }) => {
  const host = block.text("region_name") === "eu" ? "api.eu.opsgenie.com" : "api.opsgenie.com";
  const named = (field: string, type: string, key: string) =>
    block.list(field).map((name) => ({ type, [key]: name }));
  const responders = [
    ...named("target_user", "user", "username"),
    ...named("target_team", "team", "name"),
    ...named("target_schedule", "schedule", "name"),
    ...named("target_escalation", "escalation", "name"),
  ];
  const alert = {
    message: shortened(subject || body, LONGEST_MESSAGE),
    description: shortened(body, LONGEST_DESCRIPTION),
    ...(responders.length > 0 && { responders }),
    ...(block.list("tags").length > 0 && { tags: block.list("tags") }),
    priority: `P${6 - Math.min(5, Math.max(1, block.number("priority") ?? 3))}`,
    // Alerts of one alias are one: also those of a message that comes twice.
    alias: block.text("alias") ?? id,
    ...(block.text("entity") && { entity: block.text("entity") }),
    details: block.texts("details"),
    source: "Reeve",
  };
  const headers = { authorization: `GenieKey ${block.needed("apikey")}` };
  return [jsonRequest(`https://${host}/v2/alerts`, alert, { headers })];
};
