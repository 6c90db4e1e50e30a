import { ReeveError } from "@reeve/protocol/errors";
import { identityOf, rememberIdentity } from "./block-identity.ts";
import { type AnyBlockClass, blockClassOf, blockData, MAKING, type NestedClasses } from "./block-making.ts";

/** As much of a document as a block is made of; of a block held whole in another one, only its data. */
type Document = {
  id?: string;
  name?: string | null;
  data: Data;
  block_document_references?: Record<string, unknown>;
};
type NestedDocument = Omit<Document, "data"> & { block_type?: { slug: string } };
type Data = Record<string, unknown>;

/** The block of a document, with the blocks nested in it. */
export function blockFrom<C extends new (fields: never) => object>(ofClass: C, document: Document) {
  const { id, name, data, block_document_references = {} } = document;
  const { nested } = (ofClass as unknown as AnyBlockClass)[MAKING];
  const block = new ofClass(withNestedBlocks(nested, data, block_document_references) as never);
  if (id) rememberIdentity(block, { id, name: name ?? id });
  return block as InstanceType<C>;
}

/** What a document holds in place of nested blocks: a reference to each that is saved, the data of one that is not. */
export function withNestedReferences(nested: NestedClasses, data: Data): Data {
  const held = [...nested.keys()].flatMap((field) => {
    const block = data[field];
    if (!isRecord(block) || !blockClassOf(block)) return [];
    const identity = identityOf(block);
    return [[field, identity ? { $ref: { block_document_id: identity.id } } : inlineData(block)] as const];
  });
  return { ...data, ...Object.fromEntries(held) };
}

/** Only a document's own fields can refer to others; what is in an unsaved block is held whole. */
function inlineData(block: object): Data {
  const { slug, [MAKING]: making } = blockClassOf(block)!;
  const data = Object.entries(blockData(making, block)).map(([field, value]) => [
    field,
    isRecord(value) && blockClassOf(value) ? inlineData(value) : value,
  ]);
  return { ...Object.fromEntries(data), block_type_slug: slug };
}

function withNestedBlocks(nested: NestedClasses, data: Data, references: Record<string, unknown>): Data {
  const blocks = [...nested].flatMap(([field, classes]) => {
    const value = data[field];
    if (!isRecord(value)) return [];
    const reference = references[field] as { block_document: NestedDocument } | undefined;
    return [[field, nestedBlock(field, classes, value, reference?.block_document)] as const];
  });
  return { ...data, ...Object.fromEntries(blocks) };
}

function nestedBlock(
  field: string,
  classes: readonly AnyBlockClass[],
  { block_type_slug, ...data }: Data,
  document: NestedDocument | undefined,
): object {
  const slug = document?.block_type?.slug ?? block_type_slug;
  const [only, ...others] = classes;
  // A document that was written by hand may not say of which type the unsaved block in it is.
  const untold = slug === undefined && others.length === 0 ? only : undefined;
  const found = classes.find((each) => each.slug === slug) ?? untold;
  if (found) return blockFrom(found, { ...document, data });
  const known = classes.map((each) => `"${each.slug}"`).join(" or ");
  throw new ReeveError(
    "invalid_request",
    `The field "${field}" holds a block of the type "${slug ?? "unknown"}", where its class takes ${known}.`,
  );
}

const isRecord = (value: unknown): value is Data =>
  typeof value === "object" && value !== null && !Array.isArray(value);
