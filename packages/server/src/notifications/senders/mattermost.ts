import { jsonRequest, type Sender } from "../delivery.ts";

/** Incoming webhooks of a Mattermost server; one post for each channel, or for the webhook's own. */
export const mattermost: Sender = (block, { subject, body }) => {
  const scheme = block.flag("secure", false) ? "https" : "http";
  const path = (block.text("path") ?? "").replaceAll(/^\/+|\/+$/g, "");
  const server = `${scheme}://${block.needed("hostname")}:${block.number("port") ?? 8065}`;
  const url = `${server}${path && `/${path}`}/hooks/${encodeURIComponent(block.needed("token"))}`;
  const text = subject ? `#### ${subject}\n${body}` : body;
  const post = { text, ...(block.text("botname") && { username: block.text("botname") }) };
  const channels = block.list("channels");
  if (channels.length === 0) return [jsonRequest(url, post)];
  return channels.map((channel) => jsonRequest(url, { ...post, channel }, { receiver: channel }));
};
