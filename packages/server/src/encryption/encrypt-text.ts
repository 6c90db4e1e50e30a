import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { ReeveError } from "@reeve/protocol";
import type { Keyring } from "./keyring.ts";

const CIPHER = "aes-256-gcm";
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What everything begins with that a key encrypted. */
export const cipherPrefix = (keyId: string): string => `aes256gcm:${keyId}:`;

/** Encrypts a text; it can be decrypted only under the same `place`, so it cannot be moved to another row. */
export function encryptText(keyring: Keyring, text: string, place: string): string {
  const { id, secret } = keyring.current();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, secret, nonce).setAAD(Buffer.from(place));
  const parts = [nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()];
  return cipherPrefix(id) + Buffer.concat(parts).toString("base64");
}

/** The text that was encrypted under this place. */
export function decryptText(keyring: Keyring, encrypted: string, place: string): string {
  const [, id = "", content = ""] = encrypted.split(":");
  const { secret } = keyring.find(id);
  const bytes = Buffer.from(content, "base64");
  try {
    const decipher = createDecipheriv(CIPHER, secret, bytes.subarray(0, NONCE_BYTES));
    decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, "utf8");
    return text + decipher.final("utf8");
  } catch (cause) {
    throw new ReeveError(
      "secrets_unreadable",
      `The secrets of ${place} were damaged since they were saved. Save them again, or restore the database.`,
      { cause },
    );
  }
}
