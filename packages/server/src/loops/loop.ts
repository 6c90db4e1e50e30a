import type { Log } from "../context.ts";

/** Work that is done again and again: `tick` does it once and may be called by anybody, tests first of all. */
export type LoopDefinition = {
  readonly name: string;
  readonly everySeconds: number;
  /** Work that takes long ends early once the signal tells that the server stops. */
  tick(signal?: AbortSignal): Promise<unknown>;
};

// What is rarely done is done by a server, too, that seldom runs that long.
const FIRST_SECONDS = 60;

// Servers on one database that were started together do not all look at once.
const JITTER = 0.2;

/** Runs a tick every so often, never two at once, until it is disposed of; a failed tick is logged and tried again. */
export class Loop implements AsyncDisposable {
  readonly #definition: LoopDefinition;
  readonly #log: Log;
  #isFirst = true;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  readonly #stopping = new AbortController();

  constructor(definition: LoopDefinition, log: Log) {
    this.#definition = definition;
    this.#log = log;
    this.#schedule();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#stopping.signal.aborted) return;
    const seconds = Math.min(this.#definition.everySeconds, this.#isFirst ? FIRST_SECONDS : Infinity);
    this.#isFirst = false;
    const delayMs = seconds * 1000 * (1 + JITTER * (Math.random() - 0.5));
    this.#timer = setTimeout(() => {
      this.#running = this.#run().finally(() => this.#schedule());
    }, delayMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    try {
      await this.#definition.tick(this.#stopping.signal);
    } catch (error) {
      this.#log.error(`The loop ${this.#definition.name} failed and will try again`, {
        error: String(error),
      });
    }
  }
}
