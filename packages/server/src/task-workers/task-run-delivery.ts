import { addSeconds, newId, type TaskRun } from "@reeve/protocol";
import {
  claimBackgroundTaskRun,
  forgetBackgroundTaskRun,
  releaseBackgroundTaskRun,
} from "../background-task-runs/claim-background-task-run.ts";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import type { TaskWorkersTable } from "../db/schema/background-task-runs.ts";
import { findTaskRun } from "../task-runs/read-task-runs.ts";
import { disconnectTaskWorker, renewTaskWorkers, upsertTaskWorker } from "./queries.ts";

/** A connected worker: who it is, what it runs, and how it is handed a task run. */
export type ConnectedWorker = {
  readonly id: string;
  readonly taskKeys: readonly string[];
  readonly hand: (taskRun: TaskRun) => void;
};

/** A worker's place among those that wait for task runs. */
export type WorkersPlace = {
  /** Says that the task run it was handed arrived, and that it waits for the next. */
  acknowledge(): void;
  /** Says that it is gone. */
  leave(): void;
};

type Member = {
  worker: ConnectedWorker;
  connectionId: string;
  isWaiting: boolean;
  /** What it has not acknowledged yet. */
  claimed?: string;
};

// Commits gather this long before somebody looks: far below what anybody notices, and a server at work commits
// thousands of times a second.
const GATHER_MS = 20;
// No commit tells that a retry's time has come, nor, from another server on the database, of a new task run.
const POLL_MS = 1_000;
// So that a worker that is there is never taken for one that is gone, because a renewal was late.
const RENEWALS_PER_TIMEOUT = 3;

/**
 * Hands background task runs to the workers that are connected to this server, each to one worker of any server, and
 * one at a time: the next when the worker has acknowledged the last.
 */
export class TaskRunDelivery implements AsyncDisposable {
  readonly #context: Context;
  readonly #members = new Set<Member>();
  readonly #stopListening: () => void;
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #leaving = new Set<Promise<void>>();
  #gathering: NodeJS.Timeout | undefined;
  #looking: Promise<void> | null = null;
  #isStale = false;

  constructor(context: Context, commits: CommitSignal) {
    this.#context = context;
    this.#stopListening = commits.listen(() => this.#wakeSoon());
    const renewalMs = (context.settings.serverTasksWorkerTimeoutSeconds * 1000) / RENEWALS_PER_TIMEOUT;
    this.#timers = [
      setInterval(() => this.#wake(), POLL_MS).unref(),
      setInterval(() => this.#attempt(this.#renew()), renewalMs).unref(),
    ];
  }

  /** Notes that a worker is there; resolves when it is known to all servers and waits for task runs. */
  async join(worker: ConnectedWorker): Promise<WorkersPlace> {
    const member: Member = { worker, connectionId: newId(), isWaiting: true };
    await this.#context.db.write((transaction) => upsertTaskWorker(transaction, this.#rowOf(member)));
    this.#members.add(member);
    this.#wake();
    return {
      acknowledge: () => {
        // Nothing was handed to it that it could have received.
        if (member.isWaiting) return;
        member.claimed = undefined;
        member.isWaiting = true;
        this.#wake();
      },
      leave: () => this.#leave(member),
    };
  }

  /** Takes back what is on its way to workers. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    clearTimeout(this.#gathering);
    for (const member of this.#members) this.#leave(member);
    await this.#looking;
    await Promise.all(this.#leaving);
  }

  #wakeSoon(): void {
    if (!this.#isAnyWaiting()) return;
    this.#gathering ??= setTimeout(() => {
      this.#gathering = undefined;
      this.#wake();
    }, GATHER_MS).unref();
  }

  #wake(): void {
    this.#isStale = true;
    if (this.#looking || !this.#isAnyWaiting()) return;
    this.#looking = this.#attempt(this.#look()).finally(() => {
      this.#looking = null;
      if (this.#isStale) this.#wake();
    });
  }

  #isAnyWaiting(): boolean {
    return this.#members.values().some(({ isWaiting }) => isWaiting);
  }

  async #look(): Promise<void> {
    try {
      while (this.#isStale) {
        this.#isStale = false;
        // Those that wait longest come first, as a set keeps the order in which its members were added.
        for (const member of [...this.#members]) if (member.isWaiting) await this.#serve(member);
      }
    } catch (error) {
      // The next look comes soon enough for a database that is away.
      this.#isStale = false;
      throw error;
    }
  }

  /** Hands a task run to a worker; one that it could not be handed stays its own until it can. */
  async #serve(member: Member): Promise<void> {
    const { worker } = member;
    member.claimed ??= await claimBackgroundTaskRun(this.#context, worker);
    if (member.claimed === undefined) return;
    const taskRun = await findTaskRun(this.#context, member.claimed);
    if (!this.#members.has(member)) {
      await this.#takeBack(member);
    } else if (taskRun?.state?.type === "SCHEDULED") {
      member.isWaiting = false;
      // Behind those that have waited meanwhile.
      this.#members.delete(member);
      this.#members.add(member);
      worker.hand(taskRun);
    } else {
      await forgetBackgroundTaskRun(this.#context, member.claimed);
      member.claimed = undefined;
      this.#isStale = true;
    }
  }

  #leave(member: Member): void {
    if (!this.#members.delete(member)) return;
    const left = this.#attempt(this.#takeBack(member)).finally(() => this.#leaving.delete(left));
    this.#leaving.add(left);
  }

  async #takeBack({ worker, connectionId, claimed }: Member): Promise<void> {
    await this.#context.db.write(async (transaction) => {
      await disconnectTaskWorker(transaction, connectionId);
      if (claimed !== undefined) await releaseBackgroundTaskRun(transaction, claimed, worker.id);
    });
    if (claimed !== undefined) this.#context.wakeReaders();
  }

  async #renew(): Promise<void> {
    const rows = this.#latestConnections().map((member) => this.#rowOf(member));
    if (rows.length === 0) return;
    await this.#context.db.write((transaction) => renewTaskWorkers(transaction, rows));
  }

  /** A worker that connected anew before its old connection was missed is a member twice. */
  #latestConnections(): Member[] {
    return [...new Map([...this.#members].map((member) => [member.worker.id, member])).values()];
  }

  #rowOf({ worker, connectionId }: Member): TaskWorkersTable {
    const now = this.#context.now();
    return {
      id: worker.id,
      task_keys: JSON.stringify(worker.taskKeys),
      connection_id: connectionId,
      last_seen: now,
      expires: addSeconds(now, this.#context.settings.serverTasksWorkerTimeoutSeconds),
    };
  }

  async #attempt(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      this.#context.log.error("Background task runs could not be handed out; trying again", {
        error: String(error),
      });
    }
  }
}
