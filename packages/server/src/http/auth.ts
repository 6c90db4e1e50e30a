import type { IncomingHttpHeaders } from "node:http";
import { ReeveError, type Timestamp } from "@reeve/protocol";
import { isSameSecret } from "./same-secret.ts";
import { hasSession } from "./session-cookie.ts";

/** True with HTTP basic credentials equal to `user:password`, or a session of a browser that gave them. */
export function hasCredentials(headers: IncomingHttpHeaders, expected: string, now: Timestamp): boolean {
  if (headers.authorization === undefined) return hasSession(headers, expected, now);
  const [scheme, encoded = ""] = headers.authorization.split(" ");
  const given = Buffer.from(encoded, "base64").toString("utf8");
  return scheme?.toLowerCase() === "basic" && isSameSecret(given, expected);
}

/** Requires credentials, when the server was given any. */
export function checkCredentials(
  headers: IncomingHttpHeaders,
  expected: string | null,
  now: Timestamp,
): void {
  if (expected && !hasCredentials(headers, expected, now))
    throw new ReeveError("unauthorized", "Unauthorized");
}
