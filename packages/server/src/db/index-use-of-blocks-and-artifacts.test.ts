import type { ArtifactFilter, BlockDocumentFilter, BlockSchemaFilter, VariableSort } from "@reeve/protocol";
import { expect, test } from "vitest";
import { usePlanner } from "../../test/query-plan.ts";
import {
  countArtifactRows,
  countLatestRows,
  selectArtifacts,
  selectLatest,
  selectLatestArtifacts,
  selectNewestOther,
} from "../artifacts/queries.ts";
import {
  countBlockDocumentRows,
  selectBlockDocumentByName,
  selectBlockDocuments,
  selectBlockDocumentsOfType,
  selectReferences,
} from "../block-documents/queries.ts";
import {
  selectBlockSchemaByChecksum,
  selectBlockSchemas,
  selectCapabilities,
} from "../block-schemas/queries.ts";
import { selectBlockTypes } from "../block-types/queries.ts";
import { blockDocumentsMatch, blockSchemasMatch, blockTypesMatch } from "../filters/block-filter-tables.ts";
import {
  artifactCollectionsMatch,
  artifactsMatch,
  type RunFilters,
  variablesMatch,
} from "../filters/index.ts";
import { selectVariables, selectVariableValues } from "../variables/queries.ts";
import type { Connection } from "./database.ts";

const planOf = usePlanner();

const ID = "0190a0b0-0000-7000-8000-000000000001";
const IDS = [ID, "0190a0b0-0000-7000-8000-000000000002"];
const PAGE = { limit: 200, offset: 0 };

const artifacts =
  (sort: Parameters<typeof selectArtifacts>[2]["sort"], filter: ArtifactFilter = {}, runs: RunFilters = {}) =>
  (db: Connection) =>
    selectArtifacts(db, artifactsMatch("sqlite", filter, runs), { ...PAGE, sort });
const latest =
  (sort: Parameters<typeof selectArtifacts>[2]["sort"], runs: RunFilters = {}) =>
  (db: Connection) =>
    selectLatestArtifacts(db, artifactCollectionsMatch("sqlite", {}, runs), { ...PAGE, sort });
const variables = (sort: VariableSort) => (db: Connection) =>
  selectVariables(db, variablesMatch("sqlite", {}), { ...PAGE, sort });
const documents =
  (sort: Parameters<typeof selectBlockDocuments>[2]["sort"], filter?: BlockDocumentFilter) =>
  (db: Connection) =>
    selectBlockDocuments(db, blockDocumentsMatch("sqlite", filter), { ...PAGE, sort });
const schemas =
  (filter: BlockSchemaFilter = {}) =>
  (db: Connection) =>
    selectBlockSchemas(db, blockSchemasMatch("sqlite", filter), PAGE);

test.each<[string, (db: Connection) => Promise<unknown>, RegExp]>([
  ["variables by name", variables("NAME_ASC"), /^SCAN variables USING INDEX sqlite_autoindex_variables_2$/],
  ["variables by age", variables("CREATED_DESC"), /^SCAN variables USING INDEX variables_by_created_id$/],
  ["variables by change", variables("UPDATED_DESC"), /^SCAN variables USING INDEX variables_by_updated_id$/],
  [
    "values of variables",
    (db) => selectVariableValues(db, ["a", "b"]),
    /^SEARCH variables USING INDEX sqlite_autoindex_variables_2 \(name=\?\)$/,
  ],
  ["artifacts by id", artifacts("ID_DESC"), /^SCAN artifacts USING INDEX sqlite_autoindex_artifacts_1$/],
  ["artifacts by age", artifacts("CREATED_DESC"), /^SCAN artifacts USING INDEX artifacts_by_created_id$/],
  ["artifacts by change", artifacts("UPDATED_DESC"), /^SCAN artifacts USING INDEX artifacts_by_updated_id$/],
  ["artifacts by key", artifacts("KEY_ASC"), /^SCAN artifacts USING INDEX artifacts_by_key_created_id$/],
  [
    "artifacts by key from the last",
    artifacts("KEY_DESC"),
    /^SCAN artifacts USING INDEX artifacts_by_key_created_id$/,
  ],
  [
    "artifacts of a key",
    artifacts("CREATED_DESC", { key: { any_: ["k"] } }),
    /^SEARCH artifacts USING INDEX artifacts_by_key_created_id \(key=\?\)$/,
  ],
  [
    "artifacts of a type",
    artifacts("ID_DESC", { type: { any_: ["table"] } }),
    /^SEARCH artifacts USING INDEX artifacts_by_type_id \(type=\?\)$/,
  ],
  [
    "artifacts of a run",
    artifacts("ID_DESC", { flow_run_id: { any_: [ID] } }),
    /^SEARCH artifacts USING INDEX artifacts_by_flow_run_id_id \(flow_run_id=\?\)$/,
  ],
  [
    "artifacts of a task run",
    artifacts("ID_DESC", { task_run_id: { any_: [ID] } }),
    /^SEARCH artifacts USING INDEX artifacts_by_task_run_id_id \(task_run_id=\?\)$/,
  ],
  [
    "artifacts of a run asked for by a filter of runs",
    artifacts("ID_DESC", {}, { flow_runs: { id: { any_: [ID] } } }),
    /^SEARCH artifacts USING INDEX artifacts_by_flow_run_id_id \(flow_run_id=\?\)\n.*\nSEARCH flow_runs .* \(id=\?\)$/,
  ],
  [
    "how many artifacts a run has",
    (db) => countArtifactRows(db, artifactsMatch("sqlite", { flow_run_id: { any_: [ID] } }, {})),
    /^SEARCH artifacts USING COVERING INDEX artifacts_by_flow_run_id_id \(flow_run_id=\?\)$/,
  ],
  [
    "the artifact that follows as the latest",
    (db) => selectNewestOther(db, "k", ID),
    /^SEARCH artifacts USING INDEX artifacts_by_key_created_id \(key=\?\)$/,
  ],
  [
    "the latest artifact of a key",
    (db) => selectLatest(db, "k"),
    /^SEARCH artifact_collections .* \(key=\?\)\nSEARCH artifacts .* \(id=\?\)$/,
  ],
  [
    "latest artifacts by id",
    latest("ID_DESC"),
    /^SCAN artifact_collections USING INDEX sqlite_autoindex_artifact_collections_1\nSEARCH artifacts .* \(id=\?\)$/,
  ],
  [
    "latest artifacts by key",
    latest("KEY_ASC"),
    /^SCAN artifact_collections USING INDEX sqlite_autoindex_artifact_collections_2\nSEARCH artifacts .* \(id=\?\)$/,
  ],
  [
    "latest artifacts by change",
    latest("UPDATED_DESC"),
    /^SCAN artifact_collections USING INDEX artifact_collections_by_updated_id\nSEARCH artifacts .* \(id=\?\)$/,
  ],
  [
    "how many keys have artifacts of a run",
    (db) => countLatestRows(db, artifactCollectionsMatch("sqlite", { flow_run_id: { any_: [ID] } }, {})),
    /^SEARCH artifacts .*artifacts_by_flow_run_id_id \(flow_run_id=\?\)\nSEARCH artifact_collections .*\(latest_id=\?\)$/,
  ],
  [
    "block types by name",
    (db) => selectBlockTypes(db, blockTypesMatch("sqlite", {}), PAGE),
    /^SCAN block_types USING INDEX block_types_by_name_id$/,
  ],
  [
    "block types that can do something",
    (db) =>
      selectBlockTypes(
        db,
        blockTypesMatch("sqlite", { block_schemas: { block_capabilities: { all_: ["x"] } } }),
        PAGE,
      ),
    /SEARCH block_schemas USING INDEX block_schemas_by_block_type_id \(block_type_id=\?\)/,
  ],
  [
    "block schemas from the newest",
    schemas(),
    /^SCAN block_schemas USING INDEX block_schemas_by_created_id$/,
  ],
  [
    "a block schema of a checksum",
    (db) => selectBlockSchemaByChecksum(db, "sha256:0", "1"),
    /^SEARCH block_schemas USING INDEX sqlite_autoindex_block_schemas_2 \(checksum=\? AND version=\?\)$/,
  ],
  [
    "capabilities",
    (db) => selectCapabilities(db),
    /^SCAN block_schemas USING COVERING INDEX block_schemas_by_capabilities$/,
  ],
  [
    "block documents by name",
    documents("NAME_ASC"),
    /^SEARCH block_documents USING INDEX block_documents_by_is_anonymous_name_id \(is_anonymous=\?\)$/,
  ],
  [
    "block documents by type and name",
    documents("BLOCK_TYPE_AND_NAME_ASC"),
    /^SEARCH block_documents USING INDEX block_documents_by_is_anonymous_block_type_name_name_id \(is_anonymous=\?\)$/,
  ],
  [
    "block documents by name, anonymous ones among them",
    documents("NAME_DESC", { is_anonymous: null }),
    /^SCAN block_documents USING INDEX block_documents_by_name_id$/,
  ],
  [
    "how many block documents there are",
    (db) => countBlockDocumentRows(db, blockDocumentsMatch("sqlite", null)),
    /^SEARCH block_documents USING COVERING INDEX block_documents_by_is_anonymous_\w+ \(is_anonymous=\?\)$/,
  ],
  [
    "the block document of a name",
    (db) => selectBlockDocumentByName(db, ID, "n"),
    /^SEARCH block_documents USING INDEX sqlite_autoindex_block_documents_2 \(block_type_id=\? AND name=\?\)$/,
  ],
  [
    "the block documents of a type",
    (db) => selectBlockDocumentsOfType(db, ID),
    /^SEARCH block_documents USING INDEX sqlite_autoindex_block_documents_2 \(block_type_id=\?\)$/,
  ],
  [
    "what documents refer to",
    (db) => selectReferences(db, IDS),
    /^SEARCH block_document_references .* \(parent_id=\?\)$/,
  ],
])("%s: an index leads to the rows", async (_, query, expected) => {
  const plan = await planOf(query);
  expect(plan).toMatch(expected);
  expect(plan).not.toContain("TEMP B-TREE");
});
