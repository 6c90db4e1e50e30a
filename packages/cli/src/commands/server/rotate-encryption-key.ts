import { readSettings, type Settings } from "@reeve/settings";
import { print, printJson } from "../../output.ts";
import type { GlobalOptions } from "../../session.ts";
import { loadServer } from "./load-server.ts";

export type RotateEncryptionKeyOptions = GlobalOptions & { databaseUrl?: string; json?: boolean };

/** Encrypts the secrets of all blocks with another key, and says what is to be done with the one before it. */
export async function rotateKeyOfServer(options: RotateEncryptionKeyOptions): Promise<void> {
  const settings = readSettings({
    profile: options.profile,
    overrides: { serverDatabaseUrl: options.databaseUrl },
  });
  const { rotateEncryptionKey } = await loadServer();
  const rotation = await rotateEncryptionKey(settings);
  if (options.json) return printJson(rotation);
  const blocks = rotation.documents === 1 ? "1 block was" : `${rotation.documents} blocks were`;
  print(`${blocks} encrypted with the key ${rotation.keyId}.`);
  print(nextStep(rotation, settings));
}

function nextStep(
  { isKeyNew, documents }: { isKeyNew: boolean; documents: number },
  { serverEncryptionKey, home }: Settings,
): string {
  if (isKeyNew) return `It is new, and kept in ${home}; keep a copy of it apart from that of the database.`;
  if (!serverEncryptionKey) return "That finished what was interrupted; run this again for a new key.";
  if (documents > 0) return "It is the first of REEVE_SERVER_ENCRYPTION_KEY; the others are needed no more.";
  return "All of them had been already. For another key, put it first, as in REEVE_SERVER_ENCRYPTION_KEY=new,old, restart the servers with that, and run this again.";
}
