import type { Client } from "@reeve/client";
import { ReeveError } from "@reeve/protocol/errors";
import { pause } from "./pause.ts";

// A process that dies without giving its slots back blocks others for no longer than this.
const LEASE_SECONDS = 60;
const RENEW_AFTER_MS = LEASE_SECONDS * 0.75 * 1000;
// When the server does not say when to come back.
const DEFAULT_WAIT_SECONDS = 10;

export type SlotsClient = Pick<Client, "takeSlotsWithLease" | "renewLease" | "releaseLease">;
type Held = {
  taskRunId: string;
  tags: readonly string[];
  signal: AbortSignal;
  onWarning: (text: string) => void;
};

/** Waits for a slot of every limit on the task's tags and holds it until disposed of. */
export async function holdTagSlots(client: SlotsClient, held: Held): Promise<AsyncDisposable> {
  const { lease_id, limits } = await takeSlots(client, held);
  // No tag has a limit: there is nothing to hold, and the empty lease runs out by itself.
  if (limits.length === 0) return { [Symbol.asyncDispose]: async () => {} };
  const renewal = setInterval(() => {
    client
      .renewLease({ params: { lease_id }, body: { lease_duration: LEASE_SECONDS } })
      .catch((error: Error) =>
        held.onWarning(`The slots of its tags could not be renewed: ${error.message}`),
      );
  }, RENEW_AFTER_MS).unref();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(renewal);
      await client.releaseLease({ body: { lease_id } }).catch((error: Error) => {
        held.onWarning(`The slots of its tags were not given back: ${error.message}`);
      });
    },
  };
}

async function takeSlots(client: SlotsClient, { taskRunId, tags, signal }: Held) {
  for (;;) {
    try {
      return await client.takeSlotsWithLease(
        {
          body: {
            slots: 1,
            names: tags.map((tag) => `tag:${tag}`),
            mode: "concurrency",
            lease_duration: LEASE_SECONDS,
            holder: { type: "task_run", id: taskRunId },
          },
        },
        { signal },
      );
    } catch (error) {
      if (!(error instanceof ReeveError) || error.code !== "slots_taken") throw error;
      const seconds = Number(error.details.retryAfter ?? DEFAULT_WAIT_SECONDS);
      await pause(seconds * 1000, signal);
    }
  }
}
