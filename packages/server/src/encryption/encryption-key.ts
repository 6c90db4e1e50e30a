import { createHash, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { ReeveError } from "@reeve/protocol";

/** A key of AES-256 with the name by which what it encrypted knows it. */
export type EncryptionKey = { readonly id: string; readonly secret: KeyObject };

const KEY_BYTES = 32;
// Enough to tell a handful of keys apart, and nothing to guess a key by.
const ID_DIGITS = 16;

/** A new key, spelled as settings and files spell keys. */
export const newKeyText = (): string => randomBytes(KEY_BYTES).toString("base64url");

/** Reads a key: 32 bytes in Base64 of either alphabet, as Prefect's keys are, or in hexadecimal digits. */
export function parseKey(text: string, place: string): EncryptionKey {
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, "hex") : Buffer.from(text, "base64");
  if (bytes.length !== KEY_BYTES || !/^(?:[0-9a-f]{64}|[\w+/-]{43}=?)$/i.test(text)) {
    throw new ReeveError(
      "invalid_request",
      `${place} is not usable, but must be a key of 32 bytes in Base64 or hexadecimal digits. "openssl rand -base64 32" makes one.`,
    );
  }
  const id = createHash("sha256").update("id of a key:").update(bytes).digest("hex").slice(0, ID_DIGITS);
  return { id, secret: createSecretKey(bytes) };
}
