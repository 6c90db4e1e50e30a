import { timingSafeEqual } from "node:crypto";
import { ReeveError } from "@reeve/protocol";
import type { FastifyRequest } from "fastify";

/** True when the two texts are equal, in a time that does not tell how far they agree. */
export function isSameSecret(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** Requires HTTP basic credentials equal to `user:password`, when the server was given any. */
export function checkCredentials(request: FastifyRequest, expected: string | null): void {
  if (!expected) return;
  const [scheme, encoded = ""] = (request.headers.authorization ?? "").split(" ");
  const given = Buffer.from(encoded, "base64").toString("utf8");
  if (scheme?.toLowerCase() !== "basic" || !isSameSecret(given, expected)) {
    throw new ReeveError("unauthorized", "Unauthorized");
  }
}
