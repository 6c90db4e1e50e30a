import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { ReeveError } from "@reeve/protocol";
import { threadModule } from "../../db/asked-thread.ts";

type Line = { message: string; name: string };
export type PatternRequest = { lines: readonly Line[] };
/** Which of the lines match, and where in their messages: pairs of begin and end. */
export type PatternReply = { found: { index: number; hits: number[] }[] };

const THREAD = threadModule(import.meta.url, "pattern-thread");

// An honest expression is through with some thousand lines in a few milliseconds.
const DEFAULT_LIMIT_MS = 1_500;

/**
 * Applies a regular expression on a thread of its own, so that one that takes for ever holds up nobody: it is ended after a
 * while, together with its thread.
 */
export class PatternMatcher {
  readonly #worker: Worker;
  readonly #limitMs: number;
  readonly #started: Promise<unknown>;

  /** Refuses what is no expression. */
  constructor(pattern: string, limitMs: number = DEFAULT_LIMIT_MS) {
    this.#limitMs = limitMs;
    try {
      new RegExp(pattern, "gi");
    } catch (cause) {
      throw new ReeveError("unprocessable", `"${pattern}" is no regular expression.`, { cause });
    }
    this.#worker = new Worker(THREAD, {
      workerData: { pattern },
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    });
    this.#started = once(this.#worker, "online");
    // What goes wrong is told to who waits for an answer.
    this.#started.catch(() => {});
    this.#worker.on("error", () => {});
  }

  /** Finds the lines that match. Refuses an expression that takes too long. */
  async match(lines: readonly Line[]): Promise<PatternReply["found"]> {
    // How long a thread takes to start is not the expression's fault.
    await this.#started;
    const { promise, resolve, reject } = Promise.withResolvers<PatternReply>();
    const tooLong = () =>
      reject(
        new ReeveError(
          "unprocessable",
          "The expression takes too long. Repetitions inside repetitions, as in (a+)+, do; words are found without them.",
        ),
      );
    const onExit = () => reject(new Error("The thread that searches logs ended."));
    const timer = setTimeout(tooLong, this.#limitMs);
    this.#worker.once("message", resolve).once("error", reject).once("exit", onExit);
    try {
      this.#worker.postMessage({ lines } satisfies PatternRequest);
      return (await promise).found;
    } finally {
      clearTimeout(timer);
      this.#worker.off("message", resolve).off("error", reject).off("exit", onExit);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate();
  }
}
