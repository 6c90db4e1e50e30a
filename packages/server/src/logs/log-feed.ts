import { setTimeout as wait } from "node:timers/promises";
import type { Log as LogLine } from "@reeve/protocol";
import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { followLogs, getEndOfLogs } from "./list-logs.ts";
import type { LogPlace } from "./log-place.ts";

type Reader = (lines: readonly LogLine[]) => void;

const PAGE = 500;
// Other servers on the same database store lines without waking us.
const POLL_MS = 500;
// What is read over and over is not read more often than this.
const PAUSE_MS = 100;

/** The lines that are stored from now on, for any number of readers, read from the table once for all of them. */
export class LogFeed implements Disposable {
  readonly #context: Context;
  readonly #readers = new Set<Reader>();
  readonly #stopListening: () => void;
  readonly #polling: NodeJS.Timeout | undefined;
  readonly #isAlone: boolean;
  /** Up to where lines were read, and those behind it that were there before anybody followed. */
  #place: LogPlace | undefined;
  #passedOver = new Set<string>();
  #starting: Promise<unknown> | undefined;
  #reading: Promise<void> | null = null;
  #isStale = false;

  constructor(context: Context, commits: CommitSignal) {
    this.#context = context;
    this.#isAlone = context.db.dialect === "sqlite";
    this.#stopListening = commits.listen(() => this.#wake());
    this.#polling = this.#isAlone ? undefined : setInterval(() => this.#wake(), POLL_MS).unref();
  }

  /** Hands every line stored from now on to the reader; the function that comes back ends that. */
  async join(reader: Reader): Promise<() => void> {
    this.#readers.add(reader);
    this.#starting ??= this.#start();
    const leave = () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#starting = undefined;
    };
    try {
      await this.#starting;
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    clearInterval(this.#polling);
    this.#readers.clear();
  }

  #wake(): void {
    if (this.#readers.size === 0) return;
    this.#isStale = true;
    this.#reading ??= this.#readAll()
      .catch((error) => {
        this.#context.log.error("New log lines could not be read; they are with the next", {
          error: String(error),
        });
      })
      .finally(() => {
        this.#reading = null;
      });
  }

  async #readAll(): Promise<void> {
    while (this.#isStale) {
      this.#isStale = false;
      await this.#starting;
      await this.#readNew((lines) => {
        for (const reader of this.#readers) reader(lines);
      });
      if (!this.#isAlone) await wait(PAUSE_MS, undefined, { ref: false });
    }
  }

  /** Passes over what is there already. */
  async #start(): Promise<void> {
    const { place, ids } = await getEndOfLogs(this.#context);
    this.#place = place;
    this.#passedOver = new Set(ids);
  }

  async #readNew(hand: Reader): Promise<void> {
    while (this.#place) {
      const { logs, place } = await followLogs(this.#context, this.#place, PAGE);
      this.#place = place;
      const unread = logs.filter(({ id }) => !this.#passedOver.delete(id));
      if (unread.length > 0) hand(unread);
      if (logs.length < PAGE) return;
    }
  }
}
