import { AskedThread, threadModule } from "../asked-thread.ts";
import type { SqliteOptions } from "./sqlite-connection.ts";

export type Statement = { sql: string; parameters: readonly unknown[] };
/** `givesWay` is for work that nobody waits for. */
export type ReadingThreadOptions = SqliteOptions & { givesWay?: boolean };
/** A thread that reads the file on a connection of its own, and answers statements with their rows. */
export type ReadingThread = AskedThread<Statement, unknown[]>;

export const startReadingThread = (options: ReadingThreadOptions, onEnd?: () => void): ReadingThread =>
  new AskedThread(threadModule(import.meta.url, "scan-thread"), options, onEnd);
