import { inspect } from "node:util";
import { withBlockHandle } from "@reeve/protocol/block-handle";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { requiredClient, requiredLink } from "../engine/required-client.ts";
import { emitThrough } from "../events/emit-event.ts";
import { checkedDocumentName, findDocument, saveDocument } from "./block-documents.ts";
import { rememberIdentity } from "./block-identity.ts";
import { type Block, type BlockMaking, blockData, checkedFields, MAKING } from "./block-making.ts";
import { loadedEvent } from "./loaded-event.ts";
import { maskSecrets } from "./mask-secrets.ts";
import { blockFrom, withNestedReferences } from "./nested-blocks.ts";

/** A block with its fields. */
export type BlockOf<S extends StandardSchemaV1> = Block & Readonly<StandardSchemaV1.InferOutput<S>>;

/** A type of blocks; what extends it adds methods to them. */
export type BlockClass<S extends StandardSchemaV1> = {
  /** Checks the fields; throws a ReeveError that names each fault. */
  new (fields: StandardSchemaV1.InferInput<S>): BlockOf<S>;
  readonly slug: string;
  readonly [MAKING]: BlockMaking;
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

/** The class of blocks of one type. */
export function blockClass<S extends StandardSchemaV1>(
  making: Omit<BlockMaking, "fields"> & { fields: S },
): BlockClass<S> {
  const { slug, nested } = making;
  const masked = (block: object) => maskSecrets(block, making.secretFields);
  class DefinedBlock {
    static readonly slug = slug;
    static readonly [MAKING]: BlockMaking = making;

    static async register(): Promise<void> {
      await making.register(requiredClient(`Registering the block type "${slug}"`));
    }

    static async load(name: string): Promise<DefinedBlock> {
      const link = requiredLink(`Loading the block "${slug}/${checkedDocumentName(name)}"`);
      const document = await findDocument(link.client, slug, name, true);
      // biome-ignore lint/complexity/noThisInStatic: a class that extends this one loads its own blocks.
      const block = blockFrom(this, document);
      emitThrough(link, loadedEvent(slug, document));
      return block as DefinedBlock;
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
      const data = withNestedReferences(nested, blockData(making, this));
      const id = await saveDocument(client, await making.register(client), { slug, name, data, overwrite });
      rememberIdentity(this, { id, name });
      return id;
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
  return withBlockHandle(DefinedBlock as unknown as BlockClass<S>, making);
}
