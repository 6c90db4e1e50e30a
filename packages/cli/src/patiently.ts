import { setTimeout as wait } from "node:timers/promises";
import { isServerAway } from "@reeve/protocol/errors";
import { terminal, warn } from "./output.ts";
import { paint } from "./terminal.ts";

// A server that is started again is back sooner; one that is away for longer may never come back.
const PATIENCE_MS = 120_000;
const ASK_AGAIN_MS = 500;

/** Asks again while the server is busy or away, and says once that it waits for it. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  const since = performance.now();
  for (let isTold = false; ; ) {
    try {
      return await ask();
    } catch (error) {
      if (!isServerAway(error) || performance.now() - since > PATIENCE_MS) throw error;
      if (!isTold && error.code === "unreachable") {
        warn(paint(terminal, "dim", "The server does not answer; waiting for it to come back."));
        isTold = true;
      }
      await wait(ASK_AGAIN_MS);
    }
  }
}
