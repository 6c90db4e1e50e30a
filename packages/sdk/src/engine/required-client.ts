import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import { currentScope } from "./scope.ts";
import { currentSettings, serverLink } from "./server-link.ts";

/** The client of the server that the calling code's run reports to, or outside of runs of the configured one. */
export function requiredClient(purpose: string): Client {
  const scope = currentScope();
  const settings = scope?.settings ?? currentSettings();
  const link = settings.apiUrl === null ? undefined : (scope?.link ?? serverLink(settings));
  if (link) return link.client;
  throw new ReeveError(
    "unreachable",
    `${purpose} needs a server, and none is configured. ` +
      "Set REEVE_API_URL (http://127.0.0.1:4200/api for one on this machine).",
  );
}
