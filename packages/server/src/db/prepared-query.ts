import type { Compilable, CompiledQuery, RawBuilder } from "kysely";
import type { DialectName } from "./column-types.ts";
import type { Connection } from "./database.ts";
import { dialectOf } from "./dialect-of.ts";

/** Stands for an argument while the query is built. */
class Placeholder {
  readonly argument: number;

  constructor(argument: number) {
    this.argument = argument;
  }
}

type Prepared = { compiled: CompiledQuery; parameters: readonly unknown[] };

/**
 * A query of the hot path: built and compiled at its first use in each dialect, and from then on only given its
 * arguments, which may stand wherever a value may. Its shape must not depend on what they are.
 */
export function preparedQuery<A extends unknown[], R>(
  build: (connection: Connection, ...values: A) => Compilable<R> | RawBuilder<R>,
): (connection: Connection, ...values: A) => Promise<R[]> {
  const prepared: Partial<Record<DialectName, Prepared>> = {};
  return async (connection, ...values) => {
    const dialect = dialectOf(connection);
    prepared[dialect] ??= prepare(build, connection, values.length);
    const { compiled, parameters } = prepared[dialect];
    const bound = parameters.map((value) => (value instanceof Placeholder ? values[value.argument] : value));
    const { rows } = await connection.executeQuery<R>({ ...compiled, parameters: bound } as CompiledQuery<R>);
    return rows;
  };
}

function prepare<A extends unknown[], R>(
  build: (connection: Connection, ...values: A) => Compilable<R> | RawBuilder<R>,
  connection: Connection,
  count: number,
): Prepared {
  const placeholders = Array.from({ length: count }, (_, argument) => new Placeholder(argument));
  const compiled = build(connection, ...(placeholders as unknown as A)).compile(connection);
  return { compiled, parameters: compiled.parameters };
}
