import { addSeconds, currentTimestamp } from "@reeve/protocol";
import { readSettings } from "@reeve/settings";
import type { Context } from "../src/context.ts";
import type { Database } from "../src/db/database.ts";
import { newKeyText } from "../src/encryption/encryption-key.ts";
import { openKeyring } from "../src/encryption/keyring.ts";

/** What an operation is given, with the default settings and a clock that is ahead by so many seconds. */
export const testContext = (db: Database, secondsAhead = 0): Context => ({
  db,
  settings: readSettings({ env: {} }),
  keyring: openKeyring({ home: "", serverEncryptionKey: newKeyText() }),
  log: { info: () => {}, error: () => {} },
  now: () => addSeconds(currentTimestamp(), secondsAhead),
  wakeReaders: () => {},
});
