import type { VariableSort } from "@reeve/protocol";
import { sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { preparedQuery } from "../db/prepared-query.ts";
import { variableOrder } from "../filters/order.ts";
import type { VariableRow } from "./queries.ts";

type ReadRow = Omit<VariableRow, "value"> & { value: string | null };

const valuesIn = (sort: VariableSort) =>
  preparedQuery(
    (_, limit: number, offset: number, bytes: number) => sql<ReadRow>`
    select id, created, updated, name, tags, case when octet_length(value) <= ${bytes} then value end as value
    from variables order by ${sql.join(variableOrder(sort))} limit ${limit} offset ${offset}`,
  );

const VALUES = {
  NAME_ASC: valuesIn("NAME_ASC"),
  NAME_DESC: valuesIn("NAME_DESC"),
  CREATED_DESC: valuesIn("CREATED_DESC"),
  UPDATED_DESC: valuesIn("UPDATED_DESC"),
};

/** A page of all variables; undefined where a value of it is longer than so many bytes. */
export async function selectShortVariables(
  db: Connection,
  { sort, limit, offset }: { sort: VariableSort; limit: number; offset: number },
  mostBytes: number,
): Promise<VariableRow[] | undefined> {
  const rows = await VALUES[sort](db, limit, offset, mostBytes);
  return rows.every(isShort) ? rows : undefined;
}

const isShort = (row: ReadRow): row is VariableRow => row.value !== null;
