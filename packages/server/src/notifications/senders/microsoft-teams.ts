import { jsonRequest, type Sender } from "../delivery.ts";

/** Workflows of Microsoft Teams, which take an adaptive card. */
export const microsoftTeams: Sender = (block, { subject, body }) => {
  const wrap = block.flag("wrap", true);
  const title = { type: "TextBlock", text: subject, weight: "Bolder", size: "Medium", wrap };
  const content = {
    $schema: "http://adaptivecards.io/schemas/adaptive-card.json",
    type: "AdaptiveCard",
    version: "1.4",
    body: [...(subject ? [title] : []), { type: "TextBlock", text: body, wrap }],
  };
  const card = { contentType: "application/vnd.microsoft.card.adaptive", contentUrl: null, content };
  return [jsonRequest(block.needed("url"), { type: "message", attachments: [card] })];
};
