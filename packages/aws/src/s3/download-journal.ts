import { createReadStream, createWriteStream, type WriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";

type Entry = { key: string; etag: string; start: number };

/** Beside what is downloaded, until all of it is. */
const NAME = ".reeve-download";

/**
 * Which parts of a folder's objects are on the disk, written down so that a download that was cut off goes on where it
 * was. An object that has changed since is another, by its ETag, and its parts do not count.
 */
export class DownloadJournal implements AsyncDisposable {
  readonly #path: string;
  readonly #had: ReadonlySet<string>;
  readonly #stream: WriteStream;

  private constructor(path: string, had: ReadonlySet<string>) {
    this.#path = path;
    this.#had = had;
    this.#stream = createWriteStream(path, { flags: "a" });
    // Told of when it is disposed of; without it what was downloaded is only downloaded again.
    this.#stream.on("error", () => {});
  }

  static async open(folder: string): Promise<DownloadJournal> {
    const path = join(folder, NAME);
    return new DownloadJournal(path, await readEntries(path));
  }

  /** Whether an earlier download has the part that begins there. */
  has(entry: Entry): boolean {
    return this.#had.has(keyOf(entry));
  }

  add(entry: Entry): void {
    this.#stream.write(`${keyOf(entry)}\n`);
  }

  /** Takes the journal away: all is downloaded. */
  async complete(): Promise<void> {
    await this[Symbol.asyncDispose]();
    await rm(this.#path, { force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#stream.closed) return;
    this.#stream.end();
    await finished(this.#stream).catch(() => {});
  }
}

const keyOf = ({ key, etag, start }: Entry): string => JSON.stringify([key, etag, start]);

async function readEntries(path: string): Promise<Set<string>> {
  const entries = new Set<string>();
  try {
    // The last line may be cut off; it is then none that anything is looked up by.
    for await (const line of createInterface({ input: createReadStream(path) })) entries.add(line);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return entries;
}
