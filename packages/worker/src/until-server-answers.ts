import { setTimeout as wait } from "node:timers/promises";
import { isServerAway } from "@reeve/protocol/errors";

// Each call is itself repeated for half a minute; a server that is away for hours is not to be hammered.
const ASK_AGAIN_MS = 5_000;

export type Patience = {
  /** Ends it with the failure of the last call. */
  signal: AbortSignal;
  /** Is told once that the server is away. */
  onAway(reason: string): void;
};

/** Repeats what fails because the server is away until it is back; throws what fails for another reason. */
export async function untilServerAnswers<T>(ask: () => Promise<T>, { signal, onAway }: Patience): Promise<T> {
  for (let isTold = false; ; isTold = true) {
    try {
      return await ask();
    } catch (error) {
      if (signal.aborted || !isServerAway(error)) throw error;
      if (!isTold) onAway(error.message);
      await wait(ASK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => {
        throw error;
      });
    }
  }
}
