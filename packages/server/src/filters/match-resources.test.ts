import type {
  ArtifactFilter,
  BlockDocumentFilter,
  BlockSchemaFilter,
  BlockTypeFilter,
  VariableFilter,
} from "@reeve/protocol";
import fc from "fast-check";
import { type Expression, type SqlBool, sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { sparse } from "../../test/arbitrary-filters.ts";
import { IDS, id as oneId, PATTERNS, TEXTS, text } from "../../test/arbitrary-values.ts";
import { forEachDialect } from "../../test/for-each-dialect.ts";
import { holdWithin } from "../../test/hold-within.ts";
import { ask, id, join, like, tags, value } from "../../test/naive-operators.ts";
import type { Database } from "../db/database.ts";
import { blockDocumentsMatch, blockSchemasMatch, blockTypesMatch } from "./block-filter-tables.ts";
import { artifactsMatch, variablesMatch } from "./index.ts";

const NOW = "2026-01-01T00:00:00.000000Z";
const shared = { created: NOW, updated: NOW };
// Of each kind as many rows as there are ids, with the awkward texts where names are free to be so.
const ids = IDS.map((one) => one.toLowerCase());
const textAt = (place: number): string => TEXTS[place % TEXTS.length]!;
const nth = <T>(place: number, values: readonly T[]): T => values[place % values.length]!;

const artifacts = ids.map((id, place) => ({
  ...shared,
  id,
  key: place % 3 === 0 ? null : textAt(place),
  type: nth(place, [null, "a", "A", "100%"]),
  description: null,
  data: null,
  metadata_: null,
  flow_run_id: nth(place, [null, ids[0]!, ids[1]!]),
  task_run_id: nth(place, [ids[2]!, null]),
  state_id: null,
}));
const variables = ids.map((id, place) => ({
  ...shared,
  id,
  name: textAt(place + 4),
  value: "1",
  tags: JSON.stringify(nth(place, [[], ["a"], ["a", "b_c"], ["'; drop table flows; --"]])),
}));
const blockTypes = ids.slice(0, 4).map((id, place) => ({
  ...shared,
  id,
  name: textAt(place + 1),
  slug: nth(place, ["a", "A", "ab", "\\"]),
  logo_url: null,
  documentation_url: null,
  description: null,
  code_example: null,
  is_protected: 0,
}));
const blockSchemas = ids.map((id, place) => ({
  ...shared,
  id,
  checksum: `sum-${place}`,
  version: textAt(place),
  fields: "{}",
  capabilities: JSON.stringify(nth(place, [[], ["a"], ["a", "b_c"]])),
  block_type_id: blockTypes[place % 4]!.id,
}));
const blockDocuments = ids.map((id, place) => ({
  ...shared,
  id,
  name: textAt(place),
  data: "{}",
  block_schema_id: blockSchemas[place]!.id,
  block_type_id: blockSchemas[place]!.block_type_id,
  block_type_name: "n",
  is_anonymous: place % 2,
}));

const operator = fc.constantFrom<"and_" | "or_">("and_", "or_");
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { maxLength: 4 });
const someIds = sparse({ any_: list(oneId) });
const texts = list(text);
const like_ = fc.constantFrom(...PATTERNS);
const someTags = list(fc.constantFrom(...TEXTS, "\0", "\ud800"));

const artifactFilter = sparse<ArtifactFilter>({
  operator,
  id: someIds,
  key: sparse({ any_: texts, like_, exists_: fc.boolean() }),
  flow_run_id: someIds,
  task_run_id: someIds,
  type: sparse({ any_: texts, not_any_: texts }),
});
const variableFilter = sparse<VariableFilter>({
  operator,
  id: someIds,
  name: sparse({ any_: texts, like_ }),
  tags: sparse({ operator, all_: someTags, is_null_: fc.boolean() }),
});
const blockTypeFilter = sparse<BlockTypeFilter>({ name: sparse({ like_ }), slug: sparse({ any_: texts }) });
const blockSchemaFilter = sparse<BlockSchemaFilter>({
  operator,
  block_type_id: someIds,
  block_capabilities: sparse({ all_: someTags }),
  id: someIds,
  version: sparse({ any_: texts }),
});
const blockDocumentFilter = sparse<BlockDocumentFilter>({
  operator,
  id: someIds,
  is_anonymous: sparse({ eq_: fc.boolean() }),
  block_type_id: someIds,
  name: sparse({ any_: texts, like_ }),
} as never);

const artifactPasses = (row: (typeof artifacts)[number], filter: ArtifactFilter): boolean =>
  join(filter, [
    filter.id && id(row.id, filter.id),
    filter.key &&
      join({}, [
        value(row.key, filter.key),
        ask(filter.key.exists_, (exists) => exists === (row.key !== null)),
      ]),
    filter.flow_run_id && id(row.flow_run_id, filter.flow_run_id),
    filter.task_run_id && id(row.task_run_id, filter.task_run_id),
    filter.type && value(row.type, filter.type),
  ]);
const variablePasses = (row: (typeof variables)[number], filter: VariableFilter): boolean =>
  join(filter, [
    filter.id && id(row.id, filter.id),
    filter.name && value(row.name, filter.name),
    filter.tags && tags(row.tags, filter.tags),
  ]);
const typePasses = (row: (typeof blockTypes)[number], filter: BlockTypeFilter): boolean =>
  join({}, [
    filter.name?.like_ ? like(row.name, filter.name.like_) : undefined,
    filter.slug && value(row.slug, filter.slug),
  ]);
const schemaPasses = (row: (typeof blockSchemas)[number], filter: BlockSchemaFilter): boolean =>
  join(filter, [
    filter.block_type_id && id(row.block_type_id, filter.block_type_id),
    filter.block_capabilities && tags(row.capabilities, filter.block_capabilities),
    filter.id && id(row.id, filter.id),
    filter.version && value(row.version, filter.version),
  ]);
const documentPasses = (row: (typeof blockDocuments)[number], filter: BlockDocumentFilter): boolean =>
  (filter.is_anonymous !== undefined || row.is_anonymous === 0) &&
  join(filter, [
    filter.id && id(row.id, filter.id),
    filter.is_anonymous &&
      join({}, [ask(filter.is_anonymous.eq_, (wanted) => wanted === (row.is_anonymous !== 0))]),
    filter.block_type_id && id(row.block_type_id, filter.block_type_id),
    filter.name && value(row.name, filter.name),
  ]);

forEachDialect((dialect, openDatabase) => {
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase();
    await database.write(async (transaction) => {
      await transaction.insertInto("artifacts").values(artifacts).execute();
      await transaction.insertInto("variables").values(variables).execute();
      await transaction.insertInto("block_types").values(blockTypes).execute();
      await transaction.insertInto("block_schemas").values(blockSchemas).execute();
      await transaction.insertInto("block_documents").values(blockDocuments).execute();
    });
  });

  const find = async (table: string, matches: Expression<SqlBool>): Promise<string[]> => {
    const query = sql<{ id: string }>`select id from ${sql.table(table)} where ${matches} order by id`;
    return (await query.execute(database.reader)).rows.map(({ id }) => id);
  };
  const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

  test("any filter of artifacts, variables and blocks finds the rows that a plain reading of it finds", {
    timeout: 60_000,
  }, async () => {
    const filters = fc.record({
      artifact: artifactFilter,
      variable: variableFilter,
      type: blockTypeFilter,
      schema: blockSchemaFilter,
      document: blockDocumentFilter,
    });
    const property = fc.asyncProperty(filters, async ({ artifact, variable, type, schema, document }) => {
      const schemasOf = (typeId: string) => blockSchemas.filter((row) => row.block_type_id === typeId);
      expect({
        artifacts: await find("artifacts", artifactsMatch(dialect, artifact, {})),
        variables: await find("variables", variablesMatch(dialect, variable)),
        types: await find(
          "block_types",
          blockTypesMatch(dialect, { block_types: type, block_schemas: schema }),
        ),
        schemas: await find("block_schemas", blockSchemasMatch(dialect, schema)),
        documents: await find("block_documents", blockDocumentsMatch(dialect, document)),
      }).toEqual({
        artifacts: idsOf(artifacts.filter((row) => artifactPasses(row, artifact))),
        variables: idsOf(variables.filter((row) => variablePasses(row, variable))),
        types: idsOf(
          blockTypes.filter(
            (row) => typePasses(row, type) && schemasOf(row.id).some((own) => schemaPasses(own, schema)),
          ),
        ),
        schemas: idsOf(blockSchemas.filter((row) => schemaPasses(row, schema))),
        documents: idsOf(blockDocuments.filter((row) => documentPasses(row, document))),
      });
    });
    await holdWithin(30_000, 150, property);
  });

  test.each(["\0", "q\0q", "x".repeat(1_000_000), `'${"\\".repeat(1_000)}`])(
    "a text that is none of a name finds nothing",
    async (odd) => {
      expect(await find("variables", variablesMatch(dialect, { name: { any_: [odd] } }))).toEqual([]);
      expect(await find("artifacts", artifactsMatch(dialect, { key: { any_: [odd] } }, {}))).toEqual([]);
      expect(await find("variables", variablesMatch(dialect, { tags: { all_: [odd] } }))).toEqual([]);
      const types = { block_types: { slug: { any_: [odd] } } };
      expect(await find("block_types", blockTypesMatch(dialect, types))).toEqual([]);
    },
  );
});
