import { join } from "node:path";
import { ReeveError } from "@reeve/protocol/errors";
import type { Settings } from "@reeve/settings";

/** Where the workers of this machine keep the folders of their flow runs. */
export const runsFolderOf = ({ home }: Settings): string => join(home, "worker", "runs");

/** The API that a worker serves; throws a ReeveError when none is configured. */
export function requireApiUrl({ apiUrl }: Settings): string {
  if (apiUrl) return apiUrl;
  throw new ReeveError(
    "invalid_request",
    'A worker needs the address of its server; run "reeve config set REEVE_API_URL=http://127.0.0.1:4200/api".',
  );
}

/** How a started flow run finds the server, under the names that either SDK reads. */
export function flowRunEnvironment(settings: Settings): Record<string, string> {
  const values: Record<string, string | null> = {
    API_URL: requireApiUrl(settings),
    API_AUTH_STRING: settings.apiAuthString,
  };
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      value === null ? [] : [`REEVE_${name}`, `PREFECT_${name}`].map((spelled) => [spelled, value]),
    ),
  );
}
