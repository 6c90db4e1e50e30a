import type { Timestamp } from "@reeve/protocol";
import type { Settings, SettingsWithSources } from "@reeve/settings";
import type { Database, ReadDatabase } from "./db/database.ts";
import type { Keyring } from "./encryption/keyring.ts";

export type Log = {
  info(message: string, details?: Record<string, unknown>): void;
  error(message: string, details?: Record<string, unknown>): void;
};

/** What every operation is given. It knows nothing of HTTP. */
export type Context = {
  readonly db: Database;
  readonly settings: Settings;
  /** Where each setting was found; unknown to a server that another program has set up. */
  readonly settingSources?: SettingsWithSources["sources"];
  readonly keyring: Keyring;
  readonly log: Log;
  /** The current instant; tests put their own here. */
  now(): Timestamp;
  /** Tells the readers of events and logs that something was committed; never waits for them. */
  wakeReaders(): void;
};

/** What operations are given that only read, and may run on a thread of their own. */
export type ReadContext = Pick<Context, "settings" | "now"> & { readonly db: ReadDatabase };
