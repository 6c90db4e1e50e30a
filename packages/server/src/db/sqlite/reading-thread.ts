import { Worker } from "node:worker_threads";
import type { SqliteOptions } from "./sqlite-connection.ts";

export type ReadRequest = { id: number; sql: string; parameters: readonly unknown[] };
export type ReadReply =
  | { id: number; rows: unknown[] }
  | { id: number; error: { message: string; code?: string; errcode?: number } };
/** `givesWay` is for work that nobody waits for. */
export type ReadingThreadOptions = SqliteOptions & { givesWay?: boolean };

type Pending = { resolve(rows: unknown[]): void; reject(error: Error): void };

// Built, this module and the thread's lie side by side in another folder, as JavaScript.
const THREAD = new URL(
  import.meta.url.endsWith(".ts") ? "./scan-thread.ts" : "./scan-thread.js",
  import.meta.url,
);

/** A thread that reads the file on a connection of its own. */
export class ReadingThread {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #nextId = 1;

  constructor(options: ReadingThreadOptions, onEnd: () => void = () => {}) {
    this.#worker = new Worker(THREAD, { workerData: options });
    this.#worker.unref();
    this.#worker.on("message", (reply: ReadReply) => this.#receive(reply));
    const end = (error: Error) => {
      onEnd();
      for (const pending of this.#pending.values()) pending.reject(error);
      this.#pending.clear();
    };
    this.#worker.on("error", end);
    this.#worker.on("exit", () => end(new Error("A reading thread of the database ended.")));
  }

  /** How many statements it has to run. */
  get load(): number {
    return this.#pending.size;
  }

  run(sql: string, parameters: readonly unknown[] = []): Promise<unknown[]> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // Who stops waits for this answer, perhaps with nothing else left that keeps the process going.
      this.#worker.ref();
      this.#worker.postMessage({ id, sql, parameters } satisfies ReadRequest);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(reply: ReadReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ("error" in reply) {
      const { message, ...codes } = reply.error;
      pending?.reject(Object.assign(new Error(message), codes));
    } else pending?.resolve(reply.rows);
  }
}
