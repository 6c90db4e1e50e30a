import { createHash } from "node:crypto";
import { pythonJson } from "./python-json.ts";
import { definitionsReachedFrom, isBlockDefinition, isRecord, type SchemaFields } from "./schema-fields.ts";

/**
 * The checksum by which clients know a schema: over its fields with those of its definitions that are no blocks,
 * since blocks have checksums of their own, and without `secret_fields`. Numbers must have kept their spelling.
 */
export function blockChecksum(fields: SchemaFields): string {
  const { definitions: _, ...own } = fields;
  const kept = Object.entries(definitionsReachedFrom(fields, fields)).filter(
    ([, definition]) => !isBlockDefinition(definition) && Object.keys(definition).length > 0,
  );
  const counted = kept.length > 0 ? { ...own, definitions: Object.fromEntries(kept) } : own;
  const text = pythonJson([[withoutSecretFields(counted)], {}]);
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}

/** Lists are kept as they are: what they hold is not looked into. */
function withoutSecretFields(record: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(record).filter(([key]) => key !== "secret_fields");
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isRecord(value) ? withoutSecretFields(value) : value]),
  );
}
