import type { CommitSignal } from "../commit-signal.ts";
import type { Context } from "../context.ts";
import { AutomationWatch } from "./automation-watch.ts";
import { evaluateEvents, type Progress } from "./evaluate-events.ts";
import { evaluateMetrics } from "./evaluate-metrics.ts";
import { evaluateTime } from "./evaluate-time.ts";
import { runActions } from "./run-actions.ts";

// What is committed within it is read at once; an automation fires so much later at most.
const PAUSE_MS = 100;
// With nobody to fire, events need only be passed by.
const IDLE_PAUSE_MS = 1_000;
// A metric looks back for five minutes at least, and is read from all that happened in them.
const MEASURE_MS = 30_000;
// Other servers on the same database commit without waking us.
const POLL_MS = 500;

/**
 * Keeps automations at work: reads events as they are committed, looks at the time every few seconds, and does the actions
 * that are to be done.
 */
export class AutomationEngine implements AsyncDisposable {
  readonly #context: Context;
  readonly #watch = new AutomationWatch();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stopListening: () => void;
  #working: Promise<void> | undefined;
  #acting: Promise<void> | undefined;
  #hasActions = true;
  #isStale = false;
  #isTimeDue = true;
  #isMeasureDue = true;
  #isClosed = false;
  #endPause = () => {};

  constructor(context: Context, commits: CommitSignal) {
    this.#context = context;
    this.#stopListening = commits.listen(() => this.wake());
    const granularityMs = context.settings.serverEventsProactiveGranularitySeconds * 1000;
    this.#every(granularityMs, () => {
      this.#isTimeDue = true;
      this.wake();
    });
    this.#every(MEASURE_MS, () => {
      this.#isMeasureDue = true;
      this.wake();
    });
    if (context.db.dialect !== "sqlite") this.#every(POLL_MS, () => this.wake());
    this.wake();
  }

  /** Says that there may be events to read. */
  wake(): void {
    this.#isStale = true;
    if (!this.#isClosed) this.#working ??= this.#work();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    this.#endPause();
    await Promise.all([this.#working, this.#acting]);
  }

  async #work(): Promise<void> {
    while (this.#isStale && !this.#isClosed) {
      this.#isStale = false;
      let isMore = false;
      try {
        isMore = await this.#evaluate();
      } catch (error) {
        this.#context.log.error("Automations could not be evaluated; trying again", { error: String(error) });
        this.#isStale = true;
      }
      if (this.#hasActions && !this.#isClosed) this.#acting ??= this.#act();
      // Much that is unread is read without a rest, but for what others want to do in between.
      if (isMore) await new Promise((next) => setImmediate(next));
      // A pause begun once it is closed would have nobody to end it.
      else if (!this.#isClosed) await this.#pause();
    }
    this.#working = undefined;
  }

  /** True when there is more to be read. */
  async #evaluate(): Promise<boolean> {
    const progress = await evaluateEvents(this.#context, this.#watch);
    if (!progress) return false;
    this.#isStale ||= progress.isMore || progress.hasFired;
    this.#hasActions ||= progress.hasFired;
    await this.#lookAtTime(progress);
    if (this.#isMeasureDue) {
      this.#isMeasureDue = false;
      await evaluateMetrics(this.#context, this.#watch);
    }
    return progress.isMore;
  }

  async #lookAtTime({ readUntil }: Progress): Promise<void> {
    if (!this.#isTimeDue) return;
    // Also what another server did not finish, and what is to be tried again.
    this.#hasActions = true;
    this.#isTimeDue = await evaluateTime(this.#context, this.#watch, readUntil);
    this.#isStale ||= this.#isTimeDue;
  }

  /** Does what is due; actions wait for services of others, and keep no event from being read. */
  async #act(): Promise<void> {
    try {
      while (this.#hasActions && !this.#isClosed) {
        this.#hasActions = false;
        if (await runActions(this.#context)) this.#hasActions = true;
      }
    } catch (error) {
      this.#context.log.error("Actions could not be done; trying again", { error: String(error) });
    }
    this.#acting = undefined;
  }

  #pause(): Promise<void> {
    const isIdle = this.#watch.index.all.length === 0;
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, isIdle ? IDLE_PAUSE_MS : PAUSE_MS);
      timer.unref();
      this.#endPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #every(milliseconds: number, act: () => void): void {
    const timer = setInterval(act, milliseconds);
    timer.unref();
    this.#timers.push(timer);
  }
}
