/** The document on the server that a block was loaded from or saved as. */
export type BlockIdentity = { id: string; name: string };

// Beside the blocks and not in them: what a block has of its own are its fields.
const identities = new WeakMap<object, BlockIdentity>();

/** The document of a block; undefined of one that was neither saved nor loaded. */
export const identityOf = (block: object): BlockIdentity | undefined => identities.get(block);

/** Remembers which document a block is. */
export function rememberIdentity(block: object, identity: BlockIdentity): void {
  identities.set(block, identity);
}
