import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { addSeconds, type Timestamp } from "@reeve/protocol";
import { isSameSecret } from "./same-secret.ts";

// A browser that is looked at once a month stays logged in.
const LIFE_SECONDS = 30 * 24 * 60 * 60;

/**
 * The cookie by which a browser is known that has given the server's credentials. It holds the time until which it is
 * good and a signature of it, made with the credentials, so that other credentials end every session.
 */
export function sessionCookie(credentials: string, now: Timestamp, isSecure: boolean): string {
  const until = addSeconds(now, LIFE_SECONDS);
  const value = `${until}/${sign(credentials, until)}`;
  return `${nameOf(credentials)}=${value}; ${attributes(LIFE_SECONDS, isSecure)}`;
}

/** The cookie that takes the place of the other, and is gone at once. */
export const endedSessionCookie = (credentials: string): string =>
  `${nameOf(credentials)}=; ${attributes(0, false)}`;

/** Whether a request comes with a cookie that is still good, from a page of the server's own. */
export function hasSession(headers: IncomingHttpHeaders, credentials: string, now: Timestamp): boolean {
  const prefix = `${nameOf(credentials)}=`;
  const cookie = (headers.cookie ?? "").split(/;\s*/).find((one) => one.startsWith(prefix));
  if (!cookie || !isOwnPage(headers)) return false;
  const [until = "", signature = ""] = cookie.slice(prefix.length).split("/");
  return isSameSecret(signature, sign(credentials, until)) && until > now;
}

/** Pages at other ports of a host are of the same site and get its cookies sent along, whoever serves them. */
function isOwnPage(headers: IncomingHttpHeaders): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}

const sign = (credentials: string, text: string): string =>
  createHmac("sha256", credentials).update(`session until ${text}`).digest("base64url");

/** Cookies know no ports: servers on one host have each a name of their own, unless their credentials are the same. */
const nameOf = (credentials: string): string =>
  `reeve_session_${createHmac("sha256", credentials).update("name").digest("hex").slice(0, 8)}`;

const attributes = (lifeSeconds: number, isSecure: boolean): string =>
  `Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
