import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkedValue } from "../check-input.ts";
import type { RegisteredBlock } from "./block-documents.ts";

/** Settings and secrets under a name, with the methods that keep them on the server. */
export type Block = {
  /** Saves it under a name, over another of that name only with `overwrite`; answers the document's id. */
  save(name: string, options?: { overwrite?: boolean }): Promise<string>;
};

/** Marks classes of blocks, and holds what each is made of. */
export const MAKING = Symbol("block making");

/** What a class of blocks is made of, however its type comes to the server. */
export type BlockMaking = {
  /** As the UI shows it, such as "Weather Station". */
  name: string;
  slug: string;
  fields: StandardSchemaV1;
  /** Dotted paths, with those in nested blocks. */
  secretFields: readonly string[];
  nested: NestedClasses;
  /** What the server and Python's client know of the type; left out by those that come with every server. */
  schema?: Readonly<Record<string, unknown>>;
  register(client: Client): Promise<RegisteredBlock>;
};

/** A class of blocks of whichever fields. */
export type AnyBlockClass = {
  new (fields: never): object;
  readonly slug: string;
  readonly [MAKING]: BlockMaking;
};

/** The fields that hold other blocks, each with the classes that these may be of. */
export type NestedClasses = ReadonlyMap<string, readonly AnyBlockClass[]>;

export const isBlockClass = (value: unknown): value is AnyBlockClass =>
  typeof value === "function" && MAKING in value;

/** The class of a block; undefined of what is no block. */
export function blockClassOf(value: unknown): AnyBlockClass | undefined {
  const made = typeof value === "object" && value !== null ? value.constructor : undefined;
  return isBlockClass(made) ? made : undefined;
}

/** The fields as the schema has them; throws a ReeveError that names each fault. */
export function checkedFields({ slug, fields }: BlockMaking, given: unknown): Record<string, unknown> {
  const result = fields["~standard"].validate(given);
  if (result instanceof Promise) {
    throw new ReeveError(
      "invalid_request",
      `The fields of the block type "${slug}" need a check without await.`,
    );
  }
  return checkedValue(`The fields of the block "${slug}" are`, result) as Record<string, unknown>;
}

/** A block's fields, secrets included, checked once more: they may have been set since it was made. */
export const blockData = (making: BlockMaking, block: object): Record<string, unknown> =>
  // What extends the class has properties of its own, which the schema leaves out.
  checkedFields(making, { ...block });
