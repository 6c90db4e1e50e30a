import { anyOf, like, list, operator, resourceFilter, text } from "./filter-parts.ts";
import { Defaulted, Maybe, Nullable, type Static, strict, Type, Uuid } from "./schema.ts";

export const BlockTypeFilter = strict("BlockTypeFilter", {
  name: Maybe(strict("BlockTypeFilterName", like)),
  slug: Maybe(strict("BlockTypeFilterSlug", anyOf(text))),
});
export type BlockTypeFilter = Static<typeof BlockTypeFilter>;

export const BlockSchemaFilter = resourceFilter("BlockSchemaFilter", {
  block_type_id: Maybe(strict("BlockSchemaFilterBlockTypeId", anyOf(Uuid))),
  block_capabilities: Maybe(strict("BlockSchemaFilterCapabilities", { all_: list(text) })),
  id: Maybe(strict("BlockSchemaFilterId", anyOf(Uuid))),
  version: Maybe(strict("BlockSchemaFilterVersion", anyOf(text))),
});
export type BlockSchemaFilter = Static<typeof BlockSchemaFilter>;

/** Anonymous documents are left out unless `is_anonymous` is given, be it as null. */
export const BlockDocumentFilter = strict("BlockDocumentFilter", {
  ...operator,
  id: Maybe(strict("BlockDocumentFilterId", anyOf(Uuid))),
  is_anonymous: Defaulted(
    Nullable(strict("BlockDocumentFilterIsAnonymous", { eq_: Maybe(Type.Boolean()) })),
    { eq_: false },
  ),
  block_type_id: Maybe(strict("BlockDocumentFilterBlockTypeId", anyOf(Uuid))),
  name: Maybe(strict("BlockDocumentFilterName", { ...anyOf(text), ...like })),
});
export type BlockDocumentFilter = Static<typeof BlockDocumentFilter>;

/** The filters of lists of blocks, each on its own resource; together they must all hold. */
export const blockFilters = {
  block_types: Maybe(BlockTypeFilter),
  block_schemas: Maybe(BlockSchemaFilter),
};
