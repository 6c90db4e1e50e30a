import type { DatabaseSync, StatementSync } from "node:sqlite";
import { awaitStatementsInLine } from "../await-statements-in-line.ts";
import type { Connection } from "../database.ts";

type Operation = {
  run(transaction: Connection): Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
};
type Outcome = { operation: Operation; result?: unknown; error?: unknown; failed: boolean };

// Bounds how long a group keeps the event loop, and with it every other request: a few milliseconds, not the sum
// of whatever arrived, which may be as many large batches as there are connections.
const LARGEST_GROUP = 100;
const LONGEST_GROUP_MS = 5;

/**
 * The one writer of an SQLite file. Operations that arrive while the event loop turns share one transaction,
 * each behind a savepoint of its own, and are answered after its commit: a commit costs more than most operations.
 */
export class GroupCommit {
  readonly #raw: DatabaseSync;
  readonly #connection: Connection;
  readonly #statements: Readonly<Record<"begin" | "commit" | "savepoint" | "release", StatementSync>>;
  #waiting: Operation[] = [];
  #draining: Promise<void> | null = null;

  constructor(raw: DatabaseSync, connection: Connection) {
    this.#raw = raw;
    this.#connection = connection;
    this.#statements = {
      begin: raw.prepare("begin immediate"),
      commit: raw.prepare("commit"),
      savepoint: raw.prepare("savepoint operation"),
      release: raw.prepare("release operation"),
    };
  }

  write<T>(run: (transaction: Connection) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ run, resolve: resolve as (result: unknown) => void, reject });
      this.#draining ??= new Promise((done) => setImmediate(() => done(this.#drain())));
    });
  }

  /** Resolves when every operation so far is answered. */
  async settled(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, LARGEST_GROUP);
      await this.#commit(group);
      // Lets requests in that arrived meanwhile, so that they join the next group.
      if (this.#waiting.length > 0) await new Promise((next) => setImmediate(next));
    }
    this.#draining = null;
  }

  async #commit(group: Operation[]): Promise<void> {
    const outcomes: Outcome[] = [];
    try {
      this.#statements.begin.run();
      const startedAt = performance.now();
      for (const operation of group) {
        outcomes.push(await this.#runBehindSavepoint(operation));
        if (performance.now() - startedAt > LONGEST_GROUP_MS) break;
      }
      this.#waiting.unshift(...group.splice(outcomes.length));
      this.#statements.commit.run();
    } catch (error) {
      if (this.#raw.isTransaction) this.#raw.exec("rollback");
      for (const operation of group) operation.reject(error);
      return;
    }
    for (const { operation, result, error, failed } of outcomes) {
      if (failed) operation.reject(error);
      else operation.resolve(result);
    }
  }

  async #runBehindSavepoint(operation: Operation): Promise<Outcome> {
    this.#statements.savepoint.run();
    try {
      const result = await operation.run(this.#connection);
      this.#statements.release.run();
      return { operation, result, failed: false };
    } catch (error) {
      await awaitStatementsInLine(this.#connection);
      // A full disk rolls the whole transaction back by itself; then there is no savepoint to return to.
      if (!this.#raw.isTransaction) throw error;
      this.#raw.exec("rollback to operation; release operation");
      return { operation, error, failed: true };
    }
  }
}
