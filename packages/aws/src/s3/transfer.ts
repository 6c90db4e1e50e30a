import type { S3Client } from "@aws-sdk/client-s3";

/** The bucket that is meant, and who talks to it. */
export type S3Place = { client: S3Client; bucket: string };

/** How far a transfer is: of what was found up to now, what is done. */
export type TransferProgress = {
  /** The file that was done last. */
  path: string;
  files: number;
  bytes: number;
  foundFiles: number;
  foundBytes: number;
};

export type TransferOptions = {
  /** How many requests are under way at once. */
  concurrency?: number;
  onProgress?: (progress: TransferProgress) => void;
  signal?: AbortSignal;
};

/** What a transfer of a folder came to. */
export type Transferred = { files: number; bytes: number };

/** As many as AWS's own command has; beyond it a server is what limits. */
export const CONCURRENCY = 10;

/** Counts what a transfer finds and gets done, and tells whoever asked. */
export class TransferCount {
  readonly #onProgress: TransferOptions["onProgress"];
  #found: Transferred = { files: 0, bytes: 0 };
  #done: Transferred = { files: 0, bytes: 0 };

  constructor(onProgress: TransferOptions["onProgress"]) {
    this.#onProgress = onProgress;
  }

  get done(): Transferred {
    return this.#done;
  }

  found(bytes: number): void {
    this.#found = { files: this.#found.files + 1, bytes: this.#found.bytes + bytes };
  }

  /** A part of a file, or with `isLast` all of it, is done. */
  finished(path: string, bytes: number, isLast = true): void {
    this.#done = { files: this.#done.files + (isLast ? 1 : 0), bytes: this.#done.bytes + bytes };
    this.#onProgress?.({
      path,
      ...this.#done,
      foundFiles: this.#found.files,
      foundBytes: this.#found.bytes,
    });
  }
}
