import type { Timestamp } from "@reeve/protocol";

export type BlockTypesTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  slug: string;
  logo_url: string | null;
  documentation_url: string | null;
  description: string | null;
  code_example: string | null;
  is_protected: number;
};

/** `fields` are those that are answered: with the definitions of all nested blocks. */
export type BlockSchemasTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  checksum: string;
  version: string;
  fields: string;
  capabilities: string;
  block_type_id: string;
};

/** `data` is encrypted, and does not hold what refers to other documents. */
export type BlockDocumentsTable = {
  id: string;
  created: Timestamp;
  updated: Timestamp;
  name: string;
  data: string;
  block_schema_id: string;
  block_type_id: string;
  block_type_name: string;
  is_anonymous: number;
};

/** The document that stands for a field of another document's data. */
export type BlockDocumentReferencesTable = {
  parent_id: string;
  name: string;
  reference_id: string;
};
