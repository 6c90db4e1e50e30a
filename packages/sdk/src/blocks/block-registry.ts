import type { Client } from "@reeve/client";
import type { BlockDocument } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { requiredLink } from "../engine/required-client.ts";
import { emitThrough } from "../events/emit-event.ts";
import { checkedDocumentName, findDocument } from "./block-documents.ts";
import { type AnyBlockClass, type Block, isBlockClass } from "./block-making.ts";
import { Json } from "./json-block.ts";
import { loadedEvent } from "./loaded-event.ts";
import { LocalFileSystem } from "./local-file-system.ts";
import { blockFrom } from "./nested-blocks.ts";
import { RemoteFileSystem } from "./remote-file-system.ts";
import { Secret } from "./secret-block.ts";
import { Webhook } from "./webhook-block.ts";

/** Which package to load for the class of a type, when nothing has provided one. */
const PACKAGES: Readonly<Record<string, string>> = {
  "aws-credentials": "@reeve/aws",
  "aws-secret": "@reeve/aws",
  "ecs-task": "@reeve/aws",
  "minio-credentials": "@reeve/aws",
  "s3-bucket": "@reeve/aws",
};

const classes = new Map<string, AnyBlockClass>(
  [Json, LocalFileSystem, RemoteFileSystem, Secret, Webhook].map((each) => [each.slug, each]),
);

/**
 * Makes a class the one by which blocks of its type are loaded where only their names are known, as in
 * `resultStorage: "s3-bucket/results"` and `loadBlock`.
 */
export function provideBlockClass(blockClass: AnyBlockClass): void {
  if (!isBlockClass(blockClass)) {
    throw new ReeveError("invalid_request", "Only a class made with defineBlock(…) can be provided.");
  }
  classes.set(blockClass.slug, blockClass);
}

/** The block that "type-slug/name" names, with its secrets; its class must be known (`provideBlockClass`). */
export async function loadBlock(reference: string): Promise<Block> {
  const [slug, name, ...rest] = reference.split("/");
  if (!slug || !name || rest.length > 0) {
    throw new ReeveError(
      "invalid_request",
      `"${reference}" names no block: give the slug of its type and its name, as in "local-file-system/results".`,
    );
  }
  const link = requiredLink(`Loading the block "${slug}/${checkedDocumentName(name)}"`);
  const document = await findDocument(link.client, slug, name, true);
  const block = await blockOf(document);
  emitThrough(link, loadedEvent(slug, document));
  return block;
}

/** The block of the document with this id. */
export async function loadBlockById(client: Client, id: string): Promise<Block> {
  return blockOf(await client.getBlockDocument({ params: { id }, query: { include_secrets: true } }));
}

async function blockOf(document: BlockDocument): Promise<Block> {
  const slug = document.block_type?.slug ?? "";
  return blockFrom(await classOf(slug), document) as Block;
}

async function classOf(slug: string): Promise<AnyBlockClass> {
  const known = classes.get(slug);
  if (known) return known;
  const packageName = PACKAGES[slug];
  let cause: unknown;
  if (packageName) {
    try {
      await import(packageName);
    } catch (error) {
      cause = error;
    }
    const provided = classes.get(slug);
    if (provided) return provided;
  }
  const how = packageName ? `install ${packageName}, or import` : "import";
  throw new ReeveError(
    "not_found",
    `No class of the block type "${slug}" is known here: ${how} the module that calls provideBlockClass(…) with it.`,
    { cause },
  );
}
