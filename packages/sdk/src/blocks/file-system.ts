/** What a block can do, in the words that Prefect has for it; a type of one's own may have others. */
export type Capability =
  | "read-path"
  | "write-path"
  | "get-directory"
  | "put-directory"
  | "notify"
  | (string & {});

/** The capabilities of a block that is a `WritableFileSystem`. */
export const FILE_SYSTEM_CAPABILITIES = ["read-path", "write-path"] as const;

/** The capabilities of a block that is a `DirectoryStorage`. */
export const DIRECTORY_CAPABILITIES = ["get-directory", "put-directory"] as const;

/**
 * A place that files are read from. Paths are relative to the place, with "/" between their parts, such as
 * "results/report.json".
 */
export type ReadableFileSystem = {
  /** The content of a file; throws a ReeveError with the code `not_found` when there is none of this path. */
  readPath(path: string): Promise<Uint8Array>;
};

/**
 * A place that files are read from and written to: what a flow's results can be stored in (`resultStorage`).
 * A block class with these methods says so by the capabilities "read-path" and "write-path".
 */
export type WritableFileSystem = ReadableFileSystem & {
  /**
   * Writes a file whole, over one of the same path; a reader finds the old content or the new, never a part.
   * Makes the folders it needs, and answers where the file is, such as "s3://bucket/folder/report.json".
   */
  writePath(path: string, content: Uint8Array): Promise<string>;
  /** Deletes a file, if there is one of this path. */
  deletePath?(path: string): Promise<void>;
};

/** From where and to where a folder is copied; what is left out is the place's own folder, or the working directory. */
export type DirectoryCopy = { fromPath?: string; toPath?: string };

/** A place that whole folders are fetched from and stored in: "get-directory" and "put-directory". */
export type DirectoryStorage = {
  /** Copies a folder of the place, or all of it, into a local one. */
  getDirectory(copy?: DirectoryCopy): Promise<void>;
  /** Copies a local folder, without what `ignoreFile` (of the form of .gitignore) names, into the place. */
  putDirectory(copy?: DirectoryCopy & { ignoreFile?: string }): Promise<void>;
};

/** Whether the value can hold results. */
export const isWritableFileSystem = (value: unknown): value is WritableFileSystem =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Partial<WritableFileSystem>).readPath === "function" &&
  typeof (value as Partial<WritableFileSystem>).writePath === "function";
