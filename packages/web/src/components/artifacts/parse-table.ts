/** A table artifact: the names of its columns and its rows, each with a value for every column. */
export type TableData = { columns: string[]; rows: unknown[][] };

/**
 * Reads what clients send as a table, which may be JSON in a text: a list of objects, an object of lists, or a list of
 * lists. Undefined for what is none of these.
 */
export function parseTable(data: unknown): TableData | undefined {
  const value = typeof data === "string" ? parsed(data) : data;
  if (Array.isArray(value)) {
    if (value.every(Array.isArray)) return ofLists(value as unknown[][]);
    return value.every(isObject) ? ofObjects(value) : undefined;
  }
  if (!isObject(value)) return undefined;
  const lists = Object.values(value);
  return lists.every(Array.isArray) ? ofColumns(Object.keys(value), lists as unknown[][]) : undefined;
}

function ofObjects(objects: Record<string, unknown>[]): TableData {
  const columns = [...new Set(objects.flatMap(Object.keys))];
  return { columns, rows: objects.map((row) => columns.map((column) => row[column])) };
}

function ofColumns(columns: string[], lists: unknown[][]): TableData {
  const length = Math.max(0, ...lists.map((list) => list.length));
  return { columns, rows: Array.from({ length }, (_, at) => lists.map((list) => list[at])) };
}

function ofLists(lists: unknown[][]): TableData {
  const width = Math.max(0, ...lists.map((list) => list.length));
  return { columns: Array.from({ length: width }, (_, at) => String(at + 1)), rows: lists };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
