import { isRawNumber } from "../exact-json.ts";

/** The fields of a block schema: a JSON Schema with what blocks add to it. */
export type SchemaFields = Record<string, unknown>;

type Definitions = Record<string, Record<string, unknown>>;

const REFERENCE = "#/definitions/";

/** A value that is a JSON object; a number that kept its spelling is none. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !isRawNumber(value);

/** The definitions among the fields. */
export function definitionsOf({ definitions }: SchemaFields): Definitions {
  if (!isRecord(definitions)) return {};
  return Object.fromEntries(
    Object.entries(definitions).filter((entry): entry is [string, Record<string, unknown>] =>
      isRecord(entry[1]),
    ),
  );
}

/** True for the definition of a nested block, which is a schema of its own. */
export const isBlockDefinition = (definition: Record<string, unknown>): boolean =>
  definition.block_type_slug !== undefined && definition.block_type_slug !== null;

/** Those of the definitions that references lead to, starting anywhere in `start`, in the order of their names. */
export function definitionsReachedFrom(start: unknown, fields: SchemaFields): Definitions {
  const all = definitionsOf(fields);
  const reached = new Set<string>();
  const waiting: unknown[] = [start];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (Array.isArray(value)) waiting.push(...value);
    if (!isRecord(value)) continue;
    for (const [key, item] of Object.entries(value)) {
      const name = key === "$ref" && typeof item === "string" ? item.replace(REFERENCE, "") : undefined;
      if (name !== undefined && all[name] && !reached.has(name)) {
        reached.add(name);
        waiting.push(all[name]);
      }
      waiting.push(item);
    }
  }
  return Object.fromEntries(Object.entries(all).filter(([name]) => reached.has(name)));
}
