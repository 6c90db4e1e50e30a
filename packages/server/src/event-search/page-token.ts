import { deflateRawSync, inflateRawSync } from "node:zlib";
import { ReeveError } from "@reeve/protocol";

// Far more than an address can hold.
const LONGEST_TOKEN = 1_000_000;

/** A value as a text for an address: packed, as filters repeat themselves and addresses are short. */
export const writePageToken = (value: unknown): string =>
  deflateRawSync(JSON.stringify(value)).toString("base64url");

/** The value of such a text; it comes from outside, and may be anything. */
export function readPageToken(token: string): unknown {
  try {
    const packed = Buffer.from(token, "base64url");
    return JSON.parse(inflateRawSync(packed, { maxOutputLength: LONGEST_TOKEN }).toString());
  } catch (cause) {
    throw unreadableToken(cause);
  }
}

/** The error for a token that is none of ours. */
export const unreadableToken = (cause?: unknown): ReeveError =>
  new ReeveError("forbidden", "The page token cannot be read. Ask for next_page as it was answered.", {
    cause,
  });
