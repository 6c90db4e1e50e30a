import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { newKeyText } from "./encryption-key.ts";
import { addKeyToFile } from "./key-file.ts";
import { keyFilePath, openKeyring } from "./keyring.ts";

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "reeve-keys-"));
});
afterEach(() => rmSync(home, { recursive: true }));

const open = (serverEncryptionKey: string | null = null) => openKeyring({ home, serverEncryptionKey });

describe("without a key in the settings", () => {
  test("one is made in the home when it is first needed, for its owner alone", () => {
    const keyring = open();
    expect(readdirSync(home)).toEqual([]);
    const { id } = keyring.current();
    expect(readdirSync(home)).toEqual(["encryption-keys"]);
    expect(statSync(keyFilePath({ home })).mode & 0o777).toBe(0o600);
    expect(open().current().id).toBe(id);
  });

  test("servers that need it at once make one key", () => {
    const ids = Array.from({ length: 8 }, () => open()).map((keyring) => keyring.current().id);
    expect(new Set(ids).size).toBe(1);
  });

  test("a key that is added encrypts from then on, also for who has read the file before", () => {
    const keyring = open();
    const before = keyring.current().id;
    addKeyToFile(keyFilePath({ home }));
    const after = keyring.current().id;
    expect(after).not.toBe(before);
    expect(keyring.find(before).id).toBe(before);
    addKeyToFile(keyFilePath({ home }));
    expect(keyring.current().id).not.toBe(after);
    expect(() => open().find(before)).toThrow(before);
    expect(statSync(keyFilePath({ home })).mode & 0o777).toBe(0o600);
  });

  test("a key that another process has added is found when it is asked for", () => {
    const keyring = open();
    keyring.find(keyring.current().id);
    addKeyToFile(keyFilePath({ home }));
    const { id } = open().current();
    expect(keyring.find(id).id).toBe(id);
  });

  test("a file that holds no key is named in the error, what it holds is not", () => {
    writeFileSync(keyFilePath({ home }), "half-a-key\n");
    expect(() => open().current()).toThrow(/encryption-keys is not usable.*32 bytes/);
    expect(() => open().current()).not.toThrow(/half-a-key/);
  });

  test("a home that cannot be written is named in the error", () => {
    const gone = join(home, "gone");
    expect(() => openKeyring({ home: gone, serverEncryptionKey: null }).current()).toThrow(
      /gone.*REEVE_HOME/,
    );
  });
});

describe("with keys in the settings", () => {
  test("the first of them encrypts, and no file is made", () => {
    const [first, second] = [newKeyText(), newKeyText()];
    const keyring = open(`${first}, ${second}`);
    expect(keyring.current().id).toBe(open(first).current().id);
    expect(keyring.find(open(second).current().id)).toBeDefined();
    expect(readdirSync(home)).toEqual([]);
  });

  test("keys of the file still decrypt", () => {
    const filed = open().current();
    expect(open(newKeyText()).find(filed.id).id).toBe(filed.id);
  });

  test("a key may be spelled in Base64 of either alphabet, or in hexadecimal digits", () => {
    const bytes = randomBytes(32);
    const ids = [
      bytes.toString("base64"),
      bytes.toString("base64url"),
      `${bytes.toString("base64url")}=`,
      bytes.toString("hex"),
      bytes.toString("hex").toUpperCase(),
    ].map((text) => open(text).current().id);
    expect(new Set(ids).size).toBe(1);
  });

  test.each(["short", "x".repeat(44), "a".repeat(63), `${"a".repeat(42)}!`, `${newKeyText()},oops`])(
    "anything else is refused when they are read, without repeating it: %s",
    (text) => {
      expect(() => open(text)).toThrow(/REEVE_SERVER_ENCRYPTION_KEY is not usable.*32 bytes/);
      expect(() => open(text)).not.toThrow(text);
    },
  );
});
