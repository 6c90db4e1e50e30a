import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type BlockClass, blockClass } from "./block-class.ts";
import { findInstalledBlock } from "./register-block.ts";

type InstalledBlock<S extends StandardSchemaV1> = {
  name: string;
  slug: string;
  /** What Python's class is called. */
  className: string;
  fields: S;
  secretFields?: readonly string[];
};

/** The class of a block whose type comes with every server: what Python knows of it is not to be written over. */
export function installedBlock<S extends StandardSchemaV1>(block: InstalledBlock<S>): BlockClass<S> {
  const { name, slug, className, fields, secretFields = [] } = block;
  return blockClass({
    name,
    slug,
    fields,
    secretFields,
    nested: new Map(),
    schema: { title: className, block_type_slug: slug, secret_fields: secretFields },
    register: (client) => findInstalledBlock(client, slug),
  });
}
