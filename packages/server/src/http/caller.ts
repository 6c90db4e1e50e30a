import { type CreatedBy, isBelow, ReeveError, type Version } from "@reeve/protocol";
import type { FastifyRequest } from "fastify";
import { isUuid } from "../uuid.ts";

/**
 * What a client says of itself: the wire's version it speaks, for the Python client its own, and the automation on
 * whose behalf it calls.
 */
export type Caller = {
  readonly apiVersion: Version | null;
  readonly clientVersion: Version | null;
  /** It only shows what it reads to somebody. */
  readonly isPage: boolean;
  readonly automation: CreatedBy | null;
  /** Who changes what it changes, as far as that is known without accounts: an automation, a browser or a program. */
  readonly changer: CreatedBy;
};

const OLDEST_API_VERSION: Version = [0, 8, 0];
const BROWSER: CreatedBy = { id: null, type: "BROWSER", display_value: "the web UI" };
const PROGRAM: CreatedBy = { id: null, type: "PROGRAM", display_value: "a program" };
const USER_AGENT = /^prefect\/(\d+)\.(\d+)\.(\d+)/;

/** Reads the headers in which clients name their versions. */
export function callerOf(request: FastifyRequest): Caller {
  const userAgent = request.headers["user-agent"] ?? "";
  const agent = USER_AGENT.exec(userAgent);
  const automation = automationOf(request);
  return {
    apiVersion: parseVersion(request.headers["x-prefect-api-version"]),
    clientVersion: agent ? [Number(agent[1]), Number(agent[2]), Number(agent[3])] : null,
    isPage: String(request.headers["x-prefect-ui"]).toLowerCase() === "true",
    automation,
    changer: automation ?? (userAgent.startsWith("Mozilla/") ? BROWSER : PROGRAM),
  };
}

/** Names are sent as base64, since headers hold no other letters than English ones. */
function automationOf({ headers }: FastifyRequest): CreatedBy | null {
  const id = headers["prefect-automation-id"];
  if (typeof id !== "string" || !isUuid(id)) return null;
  const name = headers["prefect-automation-name"];
  const display_value = typeof name === "string" ? Buffer.from(name, "base64").toString("utf8") : null;
  return { id, type: "AUTOMATION", display_value };
}

/** Refuses a client whose wire is older than ours can speak. */
export function checkApiVersion(request: FastifyRequest): void {
  const header = request.headers["x-prefect-api-version"];
  if (header === undefined) return;
  const version = parseVersion(header);
  if (!version) {
    throw new ReeveError(
      "bad_version",
      `X-PREFECT-API-VERSION must be three numbers like 0.8.4, not "${header}".`,
    );
  }
  if (isBelow(version, OLDEST_API_VERSION)) {
    throw new ReeveError(
      "bad_version",
      `This server speaks API versions from 0.8.0 on; the client asked for ${header}.`,
    );
  }
}

function parseVersion(header: string | string[] | undefined): Version | null {
  const match = /^(\d+)\.(\d+)\.(\d+)$/.exec(String(header ?? ""));
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}
