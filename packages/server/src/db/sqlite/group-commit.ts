import type { StatementSync } from "node:sqlite";
import { awaitStatementsInLine } from "../await-statements-in-line.ts";
import type { Connection } from "../database.ts";
import type { SqliteConnection } from "./sqlite-connection.ts";

type Operation = {
  run(transaction: Connection): Promise<unknown>;
  resolve(result: unknown): void;
  reject(error: unknown): void;
};
type Outcome = {
  operation: Operation;
  result?: unknown;
  error?: unknown;
  failed: boolean;
  /** True when it failed after it had written: something has to be undone. */
  isTorn: boolean;
};

// Bounds how long a group keeps the event loop, and with it every other request: a few milliseconds, not the sum
// of whatever arrived, which may be as many large batches as there are connections.
const LARGEST_GROUP = 100;
const LONGEST_GROUP_MS = 5;

/**
 * The one writer of an SQLite file. Operations that arrive while the event loop turns share one transaction
 * and are answered after its commit: a commit costs more than most operations.
 *
 * They run without savepoints, for which SQLite copies every page they touch, until one fails after it has written:
 * then the group is rolled back and runs once more, each operation behind a savepoint of its own.
 */
export class GroupCommit {
  readonly #writer: SqliteConnection;
  readonly #connection: Connection;
  readonly #statements: Readonly<Record<"begin" | "commit" | "savepoint" | "release", StatementSync>>;
  #waiting: Operation[] = [];
  #draining: Promise<void> | null = null;

  constructor(writer: SqliteConnection, connection: Connection) {
    this.#writer = writer;
    this.#connection = connection;
    this.#statements = {
      begin: writer.raw.prepare("begin immediate"),
      commit: writer.raw.prepare("commit"),
      savepoint: writer.raw.prepare("savepoint operation"),
      release: writer.raw.prepare("release operation"),
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
    let outcomes: Outcome[];
    try {
      outcomes = (await this.#runTogether(group)) ?? (await this.#runApart(group));
      this.#waiting.unshift(...group.splice(outcomes.length));
      if (this.#writer.raw.isTransaction) this.#statements.commit.run();
    } catch (error) {
      this.#rollBack();
      for (const operation of group) operation.reject(error);
      return;
    }
    for (const { operation, result, error, failed } of outcomes) {
      if (failed) operation.reject(error);
      else operation.resolve(result);
    }
  }

  /** Undefined, with everything rolled back, when one of several operations has to be undone. */
  async #runTogether(group: readonly Operation[]): Promise<Outcome[] | undefined> {
    const outcomes = await this.#runEach(group, (operation) => this.#run(operation));
    if (!outcomes.at(-1)?.isTorn) return outcomes;
    this.#rollBack();
    return group.length === 1 ? outcomes : undefined;
  }

  #runApart(group: readonly Operation[]): Promise<Outcome[]> {
    return this.#runEach(group, (operation) => this.#runBehindSavepoint(operation));
  }

  /** The outcomes of as many operations as there is time for, in a transaction that is left open. */
  async #runEach(
    group: readonly Operation[],
    run: (operation: Operation) => Promise<Outcome>,
  ): Promise<Outcome[]> {
    this.#statements.begin.run();
    const outcomes: Outcome[] = [];
    const startedAt = performance.now();
    for (const operation of group) {
      const outcome = await run(operation);
      outcomes.push(outcome);
      if (outcome.isTorn || performance.now() - startedAt > LONGEST_GROUP_MS) break;
    }
    return outcomes;
  }

  async #run(operation: Operation): Promise<Outcome> {
    const writesBefore = this.#writer.writes;
    try {
      const result = await operation.run(this.#connection);
      return { operation, result, failed: false, isTorn: false };
    } catch (error) {
      await awaitStatementsInLine(this.#connection);
      // A full disk rolls the whole transaction back by itself.
      if (!this.#writer.raw.isTransaction) throw error;
      return { operation, error, failed: true, isTorn: this.#writer.writes > writesBefore };
    }
  }

  async #runBehindSavepoint(operation: Operation): Promise<Outcome> {
    this.#statements.savepoint.run();
    const outcome = await this.#run(operation);
    if (outcome.isTorn) this.#writer.raw.exec("rollback to operation");
    this.#statements.release.run();
    return { ...outcome, isTorn: false };
  }

  #rollBack(): void {
    if (this.#writer.raw.isTransaction) this.#writer.raw.exec("rollback");
  }
}
