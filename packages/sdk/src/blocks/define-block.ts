import { inspect } from "node:util";
import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkedValue } from "../check-input.ts";
import { requiredClient } from "../engine/required-client.ts";
import { checkedDocumentName, findDocument, type RegisteredBlock, saveDocument } from "./block-documents.ts";
import { blockFields } from "./block-fields.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { registerBlock } from "./register-block.ts";

export type BlockDefinition<S extends StandardSchemaV1> = {
  /** Shown in the UI, such as "Weather Station". */
  name: string;
  /** What documents are found by, such as "weather-station"; made from the name unless given. */
  slug?: string;
  description?: string;
  /** An object schema that can describe itself as JSON Schema; `secret(…)` marks what is to be kept secret. */
  fields: S;
};

/** Settings and secrets under a name, with the methods that keep them on the server. */
export type Block = {
  /** Saves it under a name, over another of that name only with `overwrite`; answers the document's id. */
  save(name: string, options?: { overwrite?: boolean }): Promise<string>;
};

/** A block with its fields. */
export type BlockOf<S extends StandardSchemaV1> = Block & Readonly<StandardSchemaV1.InferOutput<S>>;

/** A type of blocks; what extends it adds methods to them. */
export type BlockClass<S extends StandardSchemaV1> = {
  /** Checks the fields; throws a ReeveError that names each fault. */
  new (fields: StandardSchemaV1.InferInput<S>): BlockOf<S>;
  readonly slug: string;
  /** Makes the type known to the server, as the first `save` does. */
  register(): Promise<void>;
  /** The block saved under the name, by whichever language, with its secrets. */
  load<C extends new (fields: StandardSchemaV1.InferInput<S>) => object>(
    this: C,
    name: string,
  ): Promise<InstanceType<C>>;
  /** Deletes what is saved under the name. */
  delete(name: string): Promise<void>;
};

// Fields become properties beside the methods; a field of such a name would hide one.
const TAKEN = ["save", "toJSON", "constructor"];

/** Makes a class of blocks, which Python loads too when it has a class of the same fields. */
export function defineBlock<S extends StandardSchemaV1>(definition: BlockDefinition<S>): BlockClass<S> {
  const { name, description, fields } = definition;
  const slug = checkedSlug(definition.slug ?? name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-"));
  const described = blockFields({ slug, name, description, fields });
  const taken = TAKEN.find((each) => Object.hasOwn(described.properties as object, each));
  if (taken) {
    throw new ReeveError("invalid_request", `A field of the block "${name}" cannot be called "${taken}".`);
  }
  const register = (client: Client) => registerBlock(client, { name, slug, description, fields: described });
  return blockClass({ slug, fields, secretFields: described.secret_fields, register });
}

/** What a class of blocks is made of, however its type comes to the server. */
export type BlockMaking<S extends StandardSchemaV1> = {
  slug: string;
  fields: S;
  secretFields: readonly string[];
  register(client: Client): Promise<RegisteredBlock>;
};

/** The class of blocks of one type. */
export function blockClass<S extends StandardSchemaV1>(making: BlockMaking<S>): BlockClass<S> {
  const { slug, secretFields } = making;
  const masked = (block: object) => maskSecrets(block, secretFields);
  class DefinedBlock {
    static readonly slug = slug;

    static async register(): Promise<void> {
      await making.register(requiredClient(`Registering the block type "${slug}"`));
    }

    static async load(name: string): Promise<DefinedBlock> {
      const client = requiredClient(`Loading the block "${slug}/${checkedDocumentName(name)}"`);
      const { data } = await findDocument(client, slug, name, true);
      // `this` and not the class: one that extends it loads its own blocks.
      return new this(data);
    }

    static async delete(name: string): Promise<void> {
      const client = requiredClient(`Deleting the block "${slug}/${checkedDocumentName(name)}"`);
      const { id } = await findDocument(client, slug, name, false);
      await client.deleteBlockDocument({ params: { id } });
    }

    constructor(fields: unknown) {
      Object.assign(this, checkedFields(making, fields));
    }

    async save(name: string, { overwrite = false } = {}): Promise<string> {
      const client = requiredClient(`Saving the block "${slug}/${checkedDocumentName(name)}"`);
      // Checked once more: fields may have been set since, and what extends the class has properties of its own.
      const data = checkedFields(making, { ...this });
      return saveDocument(client, await making.register(client), { slug, name, data, overwrite });
    }

    /** So that neither logs nor results show a secret. */
    toJSON(): Record<string, unknown> {
      return masked(this);
    }

    [inspect.custom](): unknown {
      return masked(this);
    }
  }
  // The fields that the schema promises are assigned in the constructor, where the types cannot follow.
  return DefinedBlock as unknown as BlockClass<S>;
}

function checkedFields(
  { slug, fields }: BlockMaking<StandardSchemaV1>,
  given: unknown,
): Record<string, unknown> {
  const result = fields["~standard"].validate(given);
  if (result instanceof Promise) {
    throw new ReeveError(
      "invalid_request",
      `The fields of the block type "${slug}" need a check without await.`,
    );
  }
  return checkedValue(`The fields of the block "${slug}" are`, result) as Record<string, unknown>;
}

function checkedSlug(slug: string): string {
  if (/^[a-z0-9-]+$/.test(slug)) return slug;
  throw new ReeveError(
    "invalid_request",
    `"${slug}" cannot be the slug of a block type: use a-z, 0-9 and "-", as in "weather-station".`,
  );
}
