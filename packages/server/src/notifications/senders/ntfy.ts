import { jsonRequest, type Sender, shortened } from "../delivery.ts";

// A longer text becomes a file that is attached.
const LONGEST_TEXT = 4_096;

/** Topics of a server of ntfy. */
export const ntfy: Sender = (block, { subject, body }) => {
  const tags = block.list("tags");
  const message = {
    topic: block.needed("topic"),
    ...(subject && { title: subject }),
    message: shortened(body, LONGEST_TEXT),
    priority: Math.min(5, Math.max(1, block.number("priority") ?? 3)),
    ...(tags.length > 0 && { tags }),
    ...(block.text("click_url") && { click: block.text("click_url") }),
  };
  const [token, user] = [block.text("access_token"), block.text("username")];
  const credentials = Buffer.from(`${user}:${block.text("password") ?? ""}`).toString("base64");
  const authorization = token ? `Bearer ${token}` : user && `Basic ${credentials}`;
  const headers: Record<string, string> = authorization ? { authorization } : {};
  return [jsonRequest(block.text("server_url") ?? "https://ntfy.sh", message, { headers })];
};
