import { type Client, clientOptions, createClient, EventsSocket, LogShipper } from "@reeve/client";
import { readSettings, type Settings } from "@reeve/settings";

import { CancellationWatch } from "./cancellation-watch.ts";

// A server that restarts is back well within this; a flow that has ended waits no longer for one that is not.
const DELIVERY_TIMEOUT_MS = 90_000;
// Enough for a server that is just starting; a wrong address should not take a minute to be told.
const FIRST_CONTACT_RETRIES = 2;
// Settings of a process hardly ever change; runs that follow each other closely need not read the profile again.
const SETTINGS_AGE_MS = 1000;

const links = new Map<string, ServerLink>();
let settingsRead: { settings: Settings; at: number; environment: string } | undefined;
let saidThereIsNoServer = false;

/** The connections to one server that all runs of this process share. */
export class ServerLink {
  readonly apiUrl: string;
  readonly uiUrl: string;
  readonly client: Client;
  readonly events: EventsSocket;
  readonly logs: LogShipper;
  readonly cancellations: CancellationWatch;
  readonly #firstContactRetries: number;
  readonly #flowIds = new Map<string, Promise<string>>();
  #reached: Promise<unknown> | undefined;
  #resultStorageId: Promise<string | null> | undefined;

  constructor(apiUrl: string, settings: Settings) {
    const authString = settings.apiAuthString;
    this.apiUrl = apiUrl;
    this.uiUrl = settings.uiUrl ?? apiUrl.replace(/\/api\/?$/, "");
    this.#firstContactRetries = Math.min(FIRST_CONTACT_RETRIES, settings.clientMaxRetries);
    this.client = createClient(clientOptions(apiUrl, settings));
    this.events = new EventsSocket({ apiUrl, authString, onWarning: warn });
    this.logs = new LogShipper({
      client: this.client,
      batchIntervalMs: settings.loggingToApiBatchIntervalSeconds * 1000,
      batchSizeBytes: settings.loggingToApiBatchSizeBytes,
      maxLineBytes: settings.loggingToApiMaxLogSizeBytes,
      onWarning: warn,
    });
    this.cancellations = new CancellationWatch({ apiUrl, authString }, this.client);
  }

  /** Makes sure once that a server answers; rejects soon when none does. */
  async reach(): Promise<void> {
    this.#reached ??= this.client.getHealth({}, { maxRetries: this.#firstContactRetries });
    try {
      await this.#reached;
    } catch (error) {
      this.#reached = undefined;
      throw error;
    }
  }

  /** The block that the server stores results in when a flow names none; asked for once, in the background. */
  defaultResultStorageId(): Promise<string | null> {
    // A server that cannot say, such as an older one, has none.
    this.#resultStorageId ??= this.client.getResultStorage({}, { maxRetries: 0 }).then(
      ({ default_result_storage_block_id: id }) => id,
      () => null,
    );
    return this.#resultStorageId;
  }

  /** The id of the flow with this name, which is created when the server does not know it. */
  flowId(name: string, tags: readonly string[]): Promise<string> {
    const known = this.#flowIds.get(name);
    if (known) return known;
    const created = this.client.createFlow({ body: { name, tags: [...tags] } }).then(({ id }) => id);
    this.#flowIds.set(name, created);
    created.catch(() => this.#flowIds.delete(name));
    return created;
  }

  /** The flow may have been deleted since it was created: the next run asks again. */
  forgetFlow(name: string): void {
    this.#flowIds.delete(name);
  }

  /** Waits until the server has all events and log lines so far; says so when it does not take them. */
  async flush(): Promise<void> {
    const [delivered] = await Promise.all([this.events.flush(DELIVERY_TIMEOUT_MS), this.logs.flush()]);
    if (delivered) return;
    // What cannot be delivered must not hold the process; later runs start with a new connection.
    for (const [key, link] of links) if (link === this) links.delete(key);
    await this.events.close(0);
  }
}

/** The settings in force now. */
export function currentSettings(): Settings {
  const environment = `${process.env.REEVE_API_URL}|${process.env.PREFECT_API_URL}`;
  const now = Date.now();
  if (settingsRead?.environment !== environment || now - settingsRead.at > SETTINGS_AGE_MS) {
    settingsRead = { settings: readSettings(), at: now, environment };
  }
  return settingsRead.settings;
}

/** The link to the configured server; undefined, and said once, when there is none. */
export function serverLink(settings: Settings): ServerLink | undefined {
  const { apiUrl } = settings;
  if (apiUrl === null) {
    if (!saidThereIsNoServer) {
      warn(
        "No server is configured, so this run is not recorded. Set REEVE_API_URL " +
          "(http://127.0.0.1:4200/api for one on this machine) to see it in the UI.",
      );
    }
    saidThereIsNoServer = true;
    return undefined;
  }
  const key = `${apiUrl} ${settings.apiAuthString ?? ""}`;
  const link = links.get(key) ?? new ServerLink(apiUrl, settings);
  links.set(key, link);
  return link;
}

function warn(message: string): void {
  process.stderr.write(`${message}\n`);
}
