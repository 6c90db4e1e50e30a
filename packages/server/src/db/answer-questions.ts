import { parentPort, type TransferListItem } from "node:worker_threads";

/**
 * Answers what this thread is asked through an `AskedThread`. What an answer holds that `transferred` names is handed
 * over and not copied. Of an error arrives what drivers and their readers put into it.
 */
export function answerQuestions<Q, A>(
  answer: (question: Q) => A | Promise<A>,
  transferred: (answer: A) => readonly TransferListItem[] = () => [],
): void {
  parentPort?.on("message", async ({ id, question }: { id: number; question: Q }) => {
    try {
      const found = await answer(question);
      parentPort?.postMessage({ id, answer: found }, transferred(found));
    } catch (thrown) {
      const { message, stack, code, errcode } = thrown as Error & { code?: string; errcode?: number };
      parentPort?.postMessage({ id, error: { message, stack, code, errcode } });
    }
  });
  parentPort?.postMessage({ ready: true });
}
