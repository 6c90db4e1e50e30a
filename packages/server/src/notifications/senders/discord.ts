import { jsonRequest, type Sender, shortened } from "../delivery.ts";

// What Discord takes as an embed's title and description.
const LONGEST_TITLE = 256;
const LONGEST_TEXT = 4_096;

/** Webhooks of Discord's channels. */
export const discord: Sender = (block, { subject, body }) => {
  const id = encodeURIComponent(block.needed("webhook_id"));
  const token = encodeURIComponent(block.needed("webhook_token"));
  const avatar = block.flag("avatar", true) ? block.text("avatar_url") : undefined;
  return [
    jsonRequest(`https://discord.com/api/webhooks/${id}/${token}?wait=true`, {
      ...(block.text("botname") && { username: block.text("botname") }),
      ...(avatar && { avatar_url: avatar }),
      tts: block.flag("tts", false),
      embeds: [
        {
          ...(subject && { title: shortened(subject, LONGEST_TITLE) }),
          description: shortened(body, LONGEST_TEXT),
        },
      ],
    }),
  ];
};
