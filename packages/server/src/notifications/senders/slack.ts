import { jsonRequest, type Sender } from "../delivery.ts";

/** Slack's incoming webhooks, those of its GovCloud among them. */
export const slack: Sender = (block, { subject, body }) => [
  jsonRequest(block.needed("url"), { text: subject ? `*${subject}*\n${body}` : body }),
];
