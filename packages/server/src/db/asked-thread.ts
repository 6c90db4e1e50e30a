import { Worker } from "node:worker_threads";

// Answers are short-lived and small: with the 48 MB that a thread may fill by itself before it looks for what is left,
// each took some 20 MB more.
const resourceLimits = { maxYoungGenerationSizeMb: 8 };

type Asked<Q> = { id: number; question: Q };
type ThrownThere = { message: string; stack?: string; code?: string; errcode?: number };
type Told<A> = { id: number; answer: A } | { id: number; error: ThrownThere } | { ready: true };
type Pending<A> = { resolve(answer: A): void; reject(error: Error): void };

/** A thread that answers questions; both have to survive a structured clone. */
export class AskedThread<Q, A> {
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending<A>>();
  #nextId = 1;
  #isReady = false;

  /** The module calls `answerQuestions`, with what it finds in `workerData`. */
  constructor(module: URL, workerData: unknown, onEnd: () => void = () => {}) {
    this.#worker = new Worker(module, { workerData, resourceLimits });
    this.#worker.unref();
    this.#worker.on("message", (told: Told<A>) => this.#receive(told));
    const end = (error: Error) => {
      onEnd();
      for (const pending of this.#pending.values()) pending.reject(error);
      this.#pending.clear();
    };
    this.#worker.on("error", end);
    this.#worker.on("exit", () => end(new Error("A reading thread of the database ended.")));
  }

  /** How many questions it has to answer. */
  get load(): number {
    return this.#pending.size;
  }

  /** Whether it has loaded its module, so that a question need not wait for that. */
  get isReady(): boolean {
    return this.#isReady;
  }

  ask(question: Q): Promise<A> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      // Who stops waits for this answer, perhaps with nothing else left that keeps the process going.
      if (this.#pending.size === 0) this.#worker.ref();
      this.#pending.set(id, { resolve, reject });
      this.#worker.postMessage({ id, question } satisfies Asked<Q>);
    });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #receive(told: Told<A>): void {
    if ("ready" in told) {
      this.#isReady = true;
      return;
    }
    const pending = this.#pending.get(told.id);
    this.#pending.delete(told.id);
    if (this.#pending.size === 0) this.#worker.unref();
    if ("error" in told) {
      const { message, ...rest } = told.error;
      pending?.reject(Object.assign(new Error(message), rest));
    } else pending?.resolve(told.answer);
  }
}

/** The URL of a thread's module that lies beside its importer, from sources and, as JavaScript, built. */
export const threadModule = (importer: string, name: string): URL =>
  new URL(`./${name}.${importer.endsWith(".ts") ? "ts" : "js"}`, importer);
