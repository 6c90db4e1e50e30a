import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type BlockClass, blockClass } from "./block-class.ts";
import { blockFields } from "./block-fields.ts";
import { describeFields } from "./describe-fields.ts";
import type { Capability } from "./file-system.ts";
import { registerBlock } from "./register-block.ts";

export type BlockDefinition<S extends StandardSchemaV1> = {
  /** Shown in the UI, such as "Weather Station". */
  name: string;
  /** What documents are found by, such as "weather-station"; made from the name unless given. */
  slug?: string;
  /** What Python's class is called, where that is not the name without its spaces. */
  className?: string;
  description?: string;
  /**
   * An object schema that can describe itself as JSON Schema; `secret(…)` marks what is to be kept secret, and
   * `z.instanceof(OtherBlock)`, be it optional or in a union, is a field that holds another block.
   */
  fields: S;
  /** What its blocks can do, such as "read-path"; lists of blocks can be filtered by it. */
  capabilities?: readonly Capability[];
  logoUrl?: string;
  documentationUrl?: string;
  /** Of which version of its package the schema is. */
  version?: string;
  /**
   * The schema word for word, where it has to be that of a Python class which `fields` cannot describe to the
   * letter: what `Class.model_json_schema()` answers. `fields` goes on to check the values and to say which of them
   * are blocks.
   */
  schema?: Readonly<Record<string, unknown>>;
};

// Fields become properties beside the methods; a field of such a name would hide one.
const TAKEN = ["save", "toJSON", "constructor"];

/** Makes a class of blocks, which Python loads too when it has a class of the same fields. */
export function defineBlock<S extends StandardSchemaV1>(definition: BlockDefinition<S>): BlockClass<S> {
  const { name, fields } = definition;
  const slug = checkedSlug(definition.slug ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"));
  const described = describeFields(name, fields);
  const taken = TAKEN.find((each) => Object.hasOwn(described.properties, each));
  if (taken) {
    throw new ReeveError("invalid_request", `A field of the block "${name}" cannot be called "${taken}".`);
  }
  const { nested } = described;
  const schema = definition.schema ?? blockFields({ ...definition, slug, described });
  return blockClass({
    name,
    slug,
    fields,
    nested,
    schema,
    secretFields: schema.secret_fields as string[],
    register: (client: Client) => registerBlock(client, { ...definition, slug, schema, nested }),
  });
}

function checkedSlug(slug: string): string {
  if (/^[a-z0-9-]+$/.test(slug)) return slug;
  throw new ReeveError(
    "invalid_request",
    `"${slug}" cannot be the slug of a block type: use a-z, 0-9 and "-", as in "weather-station".`,
  );
}
