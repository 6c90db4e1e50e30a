import { type ReadingThread, startReadingThread } from "./reading-thread.ts";
import type { SqliteOptions } from "./sqlite-connection.ts";

/**
 * The check of a whole file, beside the work and as slow as that makes it: table by table, so that the log of writes,
 * which waits for readers, does not grow with the history.
 */
export class FileCheck implements AsyncDisposable {
  /** Resolves when the file was read to its end, or up to its first fault. */
  readonly done: Promise<void>;
  readonly #thread: ReadingThread;
  #fault: string | undefined;

  constructor(options: SqliteOptions, report: (fault: string) => void) {
    this.#thread = startReadingThread({ ...options, givesWay: true });
    this.done = findFault(this.#thread)
      .then((fault) => {
        if (fault === undefined) return;
        this.#fault = `The database file ${options.path} is damaged: ${fault}.`;
        report(this.#fault);
      })
      // Closing the database ends the thread in the middle of its work.
      .catch(() => {})
      .finally(() => this.#thread.close());
  }

  get fault(): string | undefined {
    return this.#fault;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#thread.close();
    await this.done;
  }
}

async function findFault(thread: ReadingThread): Promise<string | undefined> {
  const read = (sql: string) => thread.ask({ sql, parameters: [] });
  try {
    const tables = (await read("select name from sqlite_schema where type = 'table'")) as {
      name: string;
    }[];
    for (const { name } of tables) {
      const [row] = (await read(`pragma quick_check("${name}")`)) as { quick_check: string }[];
      if (row && row.quick_check !== "ok") return firstLine(row.quick_check);
    }
    return undefined;
  } catch (error) {
    const { message, errcode = 0 } = error as Error & { errcode?: number };
    if (!DAMAGED.has(errcode & 0xff)) throw error;
    return message;
  }
}

// SQLITE_CORRUPT and SQLITE_NOTADB.
const DAMAGED: ReadonlySet<number> = new Set([11, 26]);

/** The checker's report begins with a heading that tells nothing. */
const firstLine = (report: string): string =>
  report
    .split("\n")
    .filter((line) => !line.startsWith("***"))
    .join("; ")
    .slice(0, 300);
