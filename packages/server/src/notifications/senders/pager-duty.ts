import { jsonRequest, type Sender, shortened } from "../delivery.ts";

const SEVERITIES: Readonly<Record<string, string>> = { warning: "warning", failure: "critical" };
// What PagerDuty takes as the summary of an event.
const LONGEST_SUMMARY = 1_024;

/** Events of PagerDuty's API, version 2. */
export const pagerDuty: Sender = (block, { subject, body, id }) => {
  const host = block.text("region_name") === "eu" ? "events.eu.pagerduty.com" : "events.pagerduty.com";
  const link = block.text("clickable_url");
  return [
    jsonRequest(`https://${host}/v2/enqueue`, {
      routing_key: block.needed("integration_key"),
      event_action: "trigger",
      // A message that comes twice opens no second incident.
      dedup_key: id,
      payload: {
        summary: shortened(subject || body, LONGEST_SUMMARY),
        severity: SEVERITIES[block.text("notify_type") ?? ""] ?? "info",
        source: block.text("source") ?? "Prefect",
        component: block.text("component") ?? "Notification",
        ...(block.text("group") && { group: block.text("group") }),
        ...(block.text("class_id") && { class: block.text("class_id") }),
        custom_details: { ...block.texts("custom_details"), body },
      },
      ...(link && { client: "Reeve", client_url: link, links: [{ href: link }] }),
    }),
  ];
};
