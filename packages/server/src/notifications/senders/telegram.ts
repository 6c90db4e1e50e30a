import { asText, jsonRequest, type Sender, shortened, UnusableBlock } from "../delivery.ts";

// What Telegram takes as one message.
const LONGEST_TEXT = 4_096;

/** Messages of a bot of Telegram, one to each chat. */
export const telegram: Sender = (block, message) => {
  const server = (block.text("server_url") ?? "https://api.telegram.org").replace(/\/+$/, "");
  const chats = block.list("chat_ids");
  if (chats.length === 0) throw new UnusableBlock("The block names no chat to send messages to.");
  const topic = block.number("topic_id");
  return chats.map((chat_id) =>
    jsonRequest(
      `${server}/bot${block.needed("bot_token")}/sendMessage`,
      {
        chat_id,
        text: shortened(asText(message), LONGEST_TEXT),
        disable_notification: block.flag("is_silent", false),
        ...(topic !== undefined && { message_thread_id: topic }),
      },
      { receiver: chat_id },
    ),
  );
};
