type Schema = { title: string; definitions?: Readonly<Record<string, unknown>> };

/** A schema with those of the blocks nested in it and what these define, side by side, as Python's client has them. */
export function withNestedSchemas(schema: object, ...nested: readonly Schema[]): Record<string, unknown> {
  const definitions = nested.flatMap(({ definitions: inner = {}, ...own }) => [
    ...Object.entries(inner),
    [own.title, own] as const,
  ]);
  return { ...schema, definitions: Object.fromEntries(definitions) };
}
