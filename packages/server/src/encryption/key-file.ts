import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { ReeveError } from "@reeve/protocol";
import { type EncryptionKey, newKeyText, parseKey } from "./encryption-key.ts";

const OWNER_ONLY = 0o600;

/** The keys of a file, one a line; the first one encrypts. None when there is no such file. */
export function readKeyFile(path: string): EncryptionKey[] {
  return keyTexts(path).map((text) => parseKey(text, `A key in ${path}`));
}

/** What changes when a file of keys is replaced; undefined when there is none. */
export function keyFileVersion(path: string): string | undefined {
  const found = statSync(path, { throwIfNoEntry: false });
  return found && `${found.ino} ${found.mtimeMs}`;
}

/** Makes a file with a new key, which only its owner can read; a file that is there already stays as it is. */
export function createKeyFile(path: string): void {
  const draft = writeDraft(path, [newKeyText()]);
  try {
    // Unlike a rename a link fails where the file exists, so of several servers one makes the key for all.
    linkSync(draft, path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "EEXIST") throw unwritable(path, cause);
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Puts a new key first. The one that was first stays, to read what it encrypted: also what a running server
 * still encrypts with it while it does not know of the new one.
 */
export function addKeyToFile(path: string): void {
  const draft = writeDraft(path, [newKeyText(), ...keyTexts(path).slice(0, 1)]);
  try {
    renameSync(draft, path);
  } catch (cause) {
    rmSync(draft, { force: true });
    throw unwritable(path, cause);
  }
}

function keyTexts(path: string): string[] {
  if (keyFileVersion(path) === undefined) return [];
  const lines = readFileSync(path, "utf8").split("\n");
  return lines.map((line) => line.trim()).filter((line) => line !== "");
}

function writeDraft(path: string, texts: readonly string[]): string {
  const draft = `${path}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${texts.join("\n")}\n`, { mode: OWNER_ONLY, flag: "wx", flush: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
  return draft;
}

function unwritable(path: string, cause: unknown): ReeveError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ReeveError(
    "home_unusable",
    `The encryption key cannot be kept in ${path}: ${reason}. Set REEVE_SERVER_ENCRYPTION_KEY, or REEVE_HOME to another folder.`,
    { cause },
  );
}
