import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import { currentScope } from "./scope.ts";
import { currentSettings, type ServerLink, serverLink } from "./server-link.ts";

/** The link to the server that the calling code's run reports to, or outside of runs to the configured one. */
export function requiredLink(purpose: string): ServerLink {
  const link = currentLink();
  if (link) return link;
  throw new ReeveError(
    "unreachable",
    `${purpose} needs a server, and none is configured. ` +
      "Set REEVE_API_URL (http://127.0.0.1:4200/api for one on this machine).",
  );
}

/** The client of that link. */
export const requiredClient = (purpose: string): Client => requiredLink(purpose).client;

/** The link that a run of the calling code has, or outside of runs that of the settings; undefined without a server. */
export function currentLink(): ServerLink | undefined {
  const scope = currentScope();
  const settings = scope?.settings ?? currentSettings();
  return settings.apiUrl === null ? undefined : (scope?.link ?? serverLink(settings));
}
