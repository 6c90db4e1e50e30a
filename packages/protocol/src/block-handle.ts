/** What a program that loads users' files needs of a class of blocks in them, whichever copy of the SDK made it. */
export type BlockHandle<Client = unknown> = {
  /** As the UI shows the type, such as "S3 Bucket". */
  readonly name: string;
  readonly slug: string;
  /** Makes the type and its schema known to the server that the client talks to. */
  register(client: Client): Promise<unknown>;
};

// Registered for the whole process: a project's SDK is seldom the copy that the loading program was built with.
const BLOCK_HANDLE = Symbol.for("reeve.block");

/** Makes a class known as one of blocks, and those that extend it, to whoever looks for its handle. */
export function withBlockHandle<C extends object, Client>(blockClass: C, handle: BlockHandle<Client>): C {
  return Object.defineProperty(blockClass, BLOCK_HANDLE, { value: handle });
}

/** The handle of a class of blocks; undefined for anything else. */
export function blockHandleOf<Client>(value: unknown): BlockHandle<Client> | undefined {
  if (typeof value !== "function") return undefined;
  return (value as { [BLOCK_HANDLE]?: BlockHandle<Client> })[BLOCK_HANDLE];
}
