import { ReeveError } from "@reeve/protocol/errors";
import { type Timestamp, toMicroseconds } from "@reeve/protocol/timestamp";
import { COMPATIBLE_VERSION } from "@reeve/protocol/versions";
import { deserializeResult, type ResultSerializer, serializeResult } from "./result-serializer.ts";

/** Where a result is, as states of runs tell it to clients of both languages. */
export type ResultMetadata = {
  storage_key: string;
  expiration: Timestamp | null;
  serializer: { type: string };
  prefect_version: string;
  /** The document of the storage; null of a folder of the machine. */
  storage_block_id: string | null;
};

/** A stored result. */
export type ResultRecord = { metadata: ResultMetadata; value: unknown };

type Place = Pick<ResultMetadata, "storage_key" | "storage_block_id"> & { expiresAt: Timestamp | null };

/** The record of a value as it is stored: JSON of what is known of it and of the value, itself written as text. */
export function encodeRecord(
  value: unknown,
  serializer: ResultSerializer,
  { storage_key, storage_block_id, expiresAt }: Place,
): { metadata: ResultMetadata; content: Uint8Array } {
  const { type, text } = serializeResult(value, serializer);
  const metadata = {
    storage_key,
    expiration: expiresAt,
    serializer: { type },
    prefect_version: COMPATIBLE_VERSION,
    storage_block_id,
  };
  return { metadata, content: Buffer.from(JSON.stringify({ metadata, result: text })) };
}

/**
 * Reads a record of either language. Python stores results of flows without the record around them; then `metadata`,
 * from the flow run's state, tells how they were written.
 */
export function decodeRecord(content: Uint8Array, metadata?: ResultMetadata): ResultRecord {
  const text = Buffer.from(content).toString("utf8");
  const record = parsedRecord(text) ?? (metadata && { metadata, result: text });
  if (!record) throw new ReeveError("invalid_request", "What is stored there is no result.");
  return {
    metadata: record.metadata,
    value: deserializeResult(record.metadata.serializer.type, record.result),
  };
}

/** Whether a result may still be taken. */
export const isFresh = ({ expiration }: ResultMetadata, now: Timestamp): boolean =>
  expiration === null || toMicroseconds(expiration) > toMicroseconds(now);

/** Whether the data of a state tell where a result is. */
export function isResultMetadata(data: unknown): data is ResultMetadata {
  const { storage_key, serializer } = (data ?? {}) as Partial<ResultMetadata>;
  return typeof storage_key === "string" && typeof serializer?.type === "string";
}

function parsedRecord(text: string): { metadata: ResultMetadata; result: string } | undefined {
  try {
    const { metadata, result } = JSON.parse(text);
    return isResultMetadata(metadata) && typeof result === "string" ? { metadata, result } : undefined;
  } catch {
    // A result without its record need not be JSON.
    return undefined;
  }
}
