import { join } from "node:path";
import { ReeveError } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { type EncryptionKey, parseKey } from "./encryption-key.ts";
import { createKeyFile, keyFileVersion, readKeyFile } from "./key-file.ts";

/** The keys with which secrets are kept. */
export type Keyring = {
  /** The key that encrypts. */
  current(): EncryptionKey;
  /** The key of this id, to decrypt with. */
  find(id: string): EncryptionKey;
};

type KeySettings = Pick<Settings, "home" | "serverEncryptionKey">;

/** Where keys are kept when the settings give none. */
export const keyFilePath = ({ home }: Pick<Settings, "home">): string => join(home, "encryption-keys");

/**
 * The keys that the settings give, separated by commas, the first of which encrypts; else those of a file in the home
 * folder, which is made when it is first needed. Both decrypt. A file that is replaced is read again.
 */
export function openKeyring(settings: KeySettings): Keyring {
  const given = keysOfSetting(settings);
  const path = keyFilePath(settings);
  let filed: EncryptionKey[] = [];
  let version: string | undefined;
  const readAgain = () => {
    const now = keyFileVersion(path);
    if (now === version) return;
    filed = readKeyFile(path);
    version = now;
  };
  return {
    current() {
      if (given[0]) return given[0];
      readAgain();
      if (filed.length === 0) {
        createKeyFile(path);
        readAgain();
      }
      return filed[0] ?? missing(`in ${path}`);
    },
    find(id) {
      const find = () => [...given, ...filed].find((key) => key.id === id);
      const known = find();
      if (known) return known;
      readAgain();
      return find() ?? missing(`with the id ${id}`);
    },
  };
}

function keysOfSetting({ serverEncryptionKey }: KeySettings): EncryptionKey[] {
  const texts = (serverEncryptionKey ?? "").split(",").map((text) => text.trim());
  return texts.filter((text) => text !== "").map((text) => parseKey(text, "REEVE_SERVER_ENCRYPTION_KEY"));
}

function missing(which: string): never {
  throw new ReeveError(
    "secrets_unreadable",
    `Secrets cannot be read: there is no encryption key ${which}. Give REEVE_SERVER_ENCRYPTION_KEY the key with which they were saved.`,
  );
}
