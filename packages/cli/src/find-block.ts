import type { Client } from "@reeve/client";
import type { BlockDocument, BlockType } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { notFoundAs } from "./not-found-as.ts";
import { isUuid } from "./uuid.ts";

/** The block of that id or of `type/name`, its secrets masked; throws a ReeveError when there is none. */
export async function findBlock(client: Client, reference: string | undefined): Promise<BlockDocument> {
  if (reference === undefined) {
    throw new ReeveError("invalid_request", 'Name the block, as in "s3-bucket/my-bucket", or give its id.');
  }
  const missing = notFoundAs(`There is no block "${reference}"; "reeve block ls" lists them.`);
  if (isUuid(reference)) return client.getBlockDocument({ params: { id: reference } }).catch(missing);
  const slash = reference.indexOf("/");
  if (slash <= 0) {
    throw new ReeveError(
      "invalid_request",
      `"${reference}" names no block; give its type too, as in "s3-bucket/${reference || "my-bucket"}".`,
    );
  }
  const params = { slug: reference.slice(0, slash), block_document_name: reference.slice(slash + 1) };
  return client.getBlockDocumentByName({ params }).catch(missing);
}

/** The type of blocks of that slug; throws a ReeveError when there is none. */
export async function findBlockType(client: Client, slug: string): Promise<BlockType> {
  return client
    .getBlockTypeBySlug({ params: { slug } })
    .catch(notFoundAs(`There is no type of blocks "${slug}"; "reeve block type ls" lists them.`));
}

/** How users name a block. */
export const blockReference = ({ block_type, name }: BlockDocument): string =>
  `${block_type?.slug ?? "?"}/${name ?? "?"}`;
