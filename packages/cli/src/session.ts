import { type Client, clientOptions, createClient } from "@reeve/client";
import { readSettings, type Settings } from "@reeve/settings";

/** Options that every command understands. */
export type GlobalOptions = { profile?: string };

/** The API that commands talk to: the one that is set, else the one a server started here would have. */
export function apiUrlOf(settings: Settings): string {
  if (settings.apiUrl) return settings.apiUrl;
  const { serverApiHost: host, serverApiPort: port, serverApiBasePath: path } = settings;
  const reachable = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
  return `http://${reachable.includes(":") ? `[${reachable}]` : reachable}:${port}${path}`;
}

/** Where the UI of that API is. */
export function uiUrlOf(settings: Settings): string {
  return settings.uiUrl ?? apiUrlOf(settings).replace(/\/api$/, "");
}

/** A client for the API of these settings, which asks once: who waits at a prompt would rather know at once. */
export function openClient(settings: Settings): Client {
  return createClient({ ...clientOptions(apiUrlOf(settings), settings), maxRetries: 0 });
}

/** Runs a command's work with the settings and a client, and closes the client's connections after it. */
export async function withClient<T>(
  options: GlobalOptions,
  work: (client: Client, settings: Settings) => Promise<T>,
): Promise<T> {
  const settings = readSettings({ profile: options.profile });
  const client = openClient(settings);
  try {
    return await work(client, settings);
  } finally {
    client[Symbol.dispose]();
  }
}
