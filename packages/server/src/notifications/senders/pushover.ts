import { jsonRequest, type Sender, shortened } from "../delivery.ts";

// What Pushover takes as a message and its title.
const LONGEST_MESSAGE = 1_024;
const LONGEST_TITLE = 250;
// Messages of it are shown until somebody acknowledges them, so it has to be said for how long.
const EMERGENCY = 2;

/** Messages of Pushover, to a user or a group. */
export const pushover: Sender = (block, { subject, body }) => {
  const devices = block.list("devices");
  const priority = Math.min(EMERGENCY, Math.max(-2, block.number("priority") ?? 0));
  const message = {
    token: block.needed("app_token"),
    user: block.needed("user_key"),
    ...(subject && { title: shortened(subject, LONGEST_TITLE) }),
    message: shortened(body || subject, LONGEST_MESSAGE),
    priority,
    ...(priority === EMERGENCY && {
      retry: block.number("retry_seconds") ?? 60,
      expire: block.number("expire_seconds") ?? 3_600,
    }),
    ...(devices.length > 0 && { device: devices.join(",") }),
    ...(block.text("sound") && { sound: block.text("sound") }),
    ...(block.text("url") && { url: block.text("url") }),
  };
  const server = (block.text("server_url") ?? "https://api.pushover.net").replace(/\/+$/, "");
  return [jsonRequest(`${server}/1/messages.json`, message)];
};
