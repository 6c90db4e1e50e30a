import { availableParallelism } from "node:os";
import { ReeveError } from "@reeve/protocol";
import { AnswerMemory, type WrittenAnswer } from "./answer-memory.ts";
import type { ReadContext } from "./context.ts";
import { AskedThread, threadModule } from "./db/asked-thread.ts";
import { databasePlace } from "./db/database-place.ts";
import { nearDatabase } from "./db/near-database.ts";
import { ThreadPool } from "./db/thread-pool.ts";
import { InvalidRequest } from "./http/errors.ts";
import { answerNear } from "./http/near-reads.ts";
import type { CallParts } from "./http/read-call.ts";
import { answerRead, LentBytes, type Read, type ReadAnswer, type ReadAnswerer } from "./http/reads.ts";
import type { ReadQuestion, ReadReply } from "./read-thread.ts";

// A long scan leaves one for the others; more than there are cores take time from the thread that takes writes.
const MOST_THREADS = Math.max(2, Math.min(4, availableParallelism() - 1));

/**
 * Answers reads: what is near in this thread, the rest on others, where these are wanted and can open the database.
 */
export function readAnswerer(
  context: ReadContext,
  resources: AsyncDisposableStack,
  onThreads: boolean,
): ReadAnswerer {
  const here = { ...context, db: nearDatabase(context.db) };
  const isAlone = !onThreads || databasePlace(context.settings).dialect === "memory";
  const threads = isAlone ? undefined : resources.use(new ReadThreads(context));
  const answerFar: ReadAnswerer = (read, parts) =>
    threads ? threads.answer(read, parts) : answerRead(read, context, parts);
  return async (read, parts) => (await answerNear(read, here, parts)) ?? answerFar(read, parts);
}

/**
 * Threads that answer reads from the request to the bytes of the answer, so that a write never waits for an answer
 * that is checked, looked for or composed. Until the first of them has loaded, this thread answers reads, but never
 * several at a time.
 */
export class ReadThreads implements AsyncDisposable {
  readonly #pool: ThreadPool<ReadQuestion, ReadReply>;
  readonly #context: ReadContext;
  readonly #memory = new AnswerMemory();
  #isAnsweringHere = false;

  constructor(context: ReadContext) {
    this.#context = context;
    this.#pool = new ThreadPool(
      MOST_THREADS,
      (onEnd) =>
        new AskedThread<ReadQuestion, ReadReply>(
          threadModule(import.meta.url, "read-thread"),
          { settings: context.settings, shared: this.#memory.shared },
          onEnd,
        ),
    );
  }

  async answer(read: Read, parts: CallParts): Promise<ReadAnswer> {
    const ready = this.#pool.leastBusyReady();
    if (!ready && !this.#isAnsweringHere) return this.#answerHere(read, parts);
    const thread = ready ?? this.#pool.leastBusy();
    const reply = await thread.ask({ name: read.endpoint.name, parts, now: this.#context.now() });
    if ("written" in reply) return this.#lend(reply.written);
    if ("json" in reply) return typeof reply.json === "string" ? reply.json : Buffer.from(reply.json.buffer);
    if ("faults" in reply) throw new InvalidRequest(reply.faults, reply.body);
    throw new ReeveError(reply.code, reply.message, { details: reply.details });
  }

  #lend(written: WrittenAnswer): LentBytes {
    return new LentBytes(this.#memory.read(written), () => this.#memory.free(written.place));
  }

  async #answerHere(read: Read, parts: CallParts): Promise<string> {
    this.#isAnsweringHere = true;
    try {
      return await answerRead(read, this.#context, parts);
    } finally {
      this.#isAnsweringHere = false;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#pool.close();
  }
}
