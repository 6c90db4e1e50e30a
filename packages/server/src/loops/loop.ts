import type { Log } from "../context.ts";

/** Work that is done again and again: `tick` does it once and may be called by anybody, tests first of all. */
export type LoopDefinition = {
  readonly name: string;
  readonly everySeconds: number;
  tick(): Promise<unknown>;
};

// Servers on one database that were started together do not all look at once.
const JITTER = 0.2;

/** Runs a tick every so often, never two at once, until it is disposed of; a failed tick is logged and tried again. */
export class Loop implements AsyncDisposable {
  readonly #definition: LoopDefinition;
  readonly #log: Log;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> = Promise.resolve();
  #isStopped = false;

  constructor(definition: LoopDefinition, log: Log) {
    this.#definition = definition;
    this.#log = log;
    this.#schedule();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(): void {
    if (this.#isStopped) return;
    const delayMs = this.#definition.everySeconds * 1000 * (1 + JITTER * (Math.random() - 0.5));
    this.#timer = setTimeout(() => {
      this.#running = this.#run().finally(() => this.#schedule());
    }, delayMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    try {
      await this.#definition.tick();
    } catch (error) {
      this.#log.error(`The loop ${this.#definition.name} failed and will try again`, {
        error: String(error),
      });
    }
  }
}
