import { expect, test } from "vitest";
import { decryptText, encryptText } from "./encrypt-text.ts";
import { newKeyText } from "./encryption-key.ts";
import { openKeyring } from "./keyring.ts";

const ringOf = (...keys: string[]) => openKeyring({ home: "/nowhere", serverEncryptionKey: keys.join(",") });
const key = newKeyText();

test.each(["", "secret", "ä€😀\0", "x".repeat(100_000)])("a text comes back as it was: %j", (text) => {
  const keyring = ringOf(key);
  expect(decryptText(keyring, encryptText(keyring, text, "row 1"), "row 1")).toBe(text);
});

test("what is encrypted shows nothing of the text, not even that it is the same", () => {
  const keyring = ringOf(key);
  const [first, second] = [1, 2].map(() => encryptText(keyring, "open sesame", "row 1"));
  expect(first).not.toContain("sesame");
  expect(Buffer.from(first!.split(":")[2]!, "base64").toString("latin1")).not.toContain("sesame");
  expect(first).not.toBe(second);
});

test("a text is bound to its place", () => {
  const keyring = ringOf(key);
  const encrypted = encryptText(keyring, "text", "row 1");
  expect(() => decryptText(keyring, encrypted, "row 2")).toThrow(/row 2.*damaged/);
});

test("a changed text is noticed", () => {
  const keyring = ringOf(key);
  const encrypted = encryptText(keyring, "text", "row 1");
  const [head, id, content] = encrypted.split(":");
  for (const place of [0, 15, 25]) {
    const bytes = Buffer.from(content!, "base64");
    bytes[place]! ^= 1;
    const changed = `${head}:${id}:${bytes.toString("base64")}`;
    expect(() => decryptText(keyring, changed, "row 1")).toThrow(/damaged/);
  }
  expect(() => decryptText(keyring, `${head}:${id}:`, "row 1")).toThrow(/damaged/);
});

test("a text is decrypted with the key that encrypted it, whichever is current by now", () => {
  const encrypted = encryptText(ringOf(key), "text", "row 1");
  expect(decryptText(ringOf(newKeyText(), key), encrypted, "row 1")).toBe("text");
  const error = (run: () => void) => {
    try {
      run();
    } catch (thrown) {
      return thrown as Error;
    }
  };
  const lost = error(() => decryptText(ringOf(newKeyText()), encrypted, "row 1"));
  expect(lost?.message).toMatch(/no encryption key with the id [0-9a-f]{16}.*REEVE_SERVER_ENCRYPTION_KEY/);
});
