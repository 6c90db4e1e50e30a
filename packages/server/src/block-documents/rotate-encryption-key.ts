import type { Settings } from "@reeve/settings";
import type { Database } from "../db/database.ts";
import { openDatabase } from "../db/open-database.ts";
import { cipherPrefix } from "../encryption/encrypt-text.ts";
import { addKeyToFile } from "../encryption/key-file.ts";
import { type Keyring, keyFilePath, openKeyring } from "../encryption/keyring.ts";
import { reencryptData } from "./document-data.ts";
import { lockDocumentsEncryptedOtherwise, updateBlockDocumentRow } from "./queries.ts";

/** What a rotation has done: whether it made a key, and how many documents it encrypted with the current one. */
export type Rotation = { isKeyNew: boolean; keyId: string; documents: number };

// Small enough that a running server waits for no batch.
const BATCH = 100;

/**
 * Encrypts the secrets of all blocks with the first key of the settings, or else with a new one that is added to the
 * file of keys. The key before it stays to decrypt, so all can be read at any moment, and whoever was interrupted
 * goes on by asking again: while documents are left of an older key, no new one is made.
 */
export async function rotateEncryptionKey(settings: Settings): Promise<Rotation> {
  await using db = await openDatabase(settings);
  const keyring = openKeyring(settings);
  const left = await reencryptDocuments(db, keyring);
  const isKeyNew = left === 0 && !settings.serverEncryptionKey;
  if (isKeyNew) addKeyToFile(keyFilePath(settings));
  const documents = isKeyNew ? await reencryptDocuments(db, keyring) : left;
  return { isKeyNew, keyId: keyring.current().id, documents };
}

async function reencryptDocuments(db: Database, keyring: Keyring): Promise<number> {
  const prefix = cipherPrefix(keyring.current().id);
  let count = 0;
  for (let after = FIRST; ; ) {
    const last = await db.write(async (transaction) => {
      const rows = await lockDocumentsEncryptedOtherwise(transaction, prefix, { after, limit: BATCH });
      for (const row of rows) {
        await updateBlockDocumentRow(transaction, row.id, { data: reencryptData(keyring, row) });
      }
      count += rows.length;
      return rows.at(-1)?.id;
    });
    if (last === undefined) return count;
    after = last;
  }
}

// Before every id.
const FIRST = "00000000-0000-0000-0000-000000000000";
