import { type Client, EventSubscription, type SocketOptions } from "@reeve/client";

// Most flows are over before this: they need no socket of their own.
const SUBSCRIBE_AFTER_MS = 500;
// An event can be missed while the socket is being opened or is lost; this bounds how long that goes unseen.
const POLL_INTERVAL_MS = 10_000;
// A run that waits for its retry is Cancelled at once.
const EVENTS = ["prefect.flow-run.Cancelling", "prefect.flow-run.Cancelled"];

/** Hears which flow runs of this process are to be cancelled. */
export class CancellationWatch {
  readonly #server: SocketOptions;
  readonly #client: Pick<Client, "getFlowRun">;
  readonly #watched = new Map<string, () => void>();
  #subscription: EventSubscription | undefined;
  #subscribeTimer: NodeJS.Timeout | undefined;
  #pollTimer: NodeJS.Timeout | undefined;

  constructor(server: SocketOptions, client: Pick<Client, "getFlowRun">) {
    this.#server = server;
    this.#client = client;
  }

  /** Calls `onCancel` when the run is Cancelling or Cancelled, perhaps more than once, until disposed of. */
  watch(flowRunId: string, onCancel: () => void): Disposable {
    this.#watched.set(flowRunId, onCancel);
    this.#subscribeTimer ??= setTimeout(() => this.#subscribe(), SUBSCRIBE_AFTER_MS).unref();
    return { [Symbol.dispose]: () => this.#unwatch(flowRunId) };
  }

  #subscribe(): void {
    this.#subscription = new EventSubscription({
      ...this.#server,
      filter: { event: { name: EVENTS } },
      onEvent: ({ resource }) => {
        const id = resource["prefect.resource.id"]?.replace("prefect.flow-run.", "");
        if (id) this.#watched.get(id)?.();
      },
    });
    this.#pollTimer = setInterval(() => void this.#poll(), POLL_INTERVAL_MS).unref();
    void this.#poll();
  }

  async #poll(): Promise<void> {
    for (const id of [...this.#watched.keys()]) {
      try {
        const { state_type } = await this.#client.getFlowRun({ params: { id } }, { maxRetries: 0 });
        if (state_type === "CANCELLING" || state_type === "CANCELLED") this.#watched.get(id)?.();
      } catch {
        // The next poll asks again.
      }
    }
  }

  #unwatch(flowRunId: string): void {
    this.#watched.delete(flowRunId);
    if (this.#watched.size > 0) return;
    clearTimeout(this.#subscribeTimer);
    clearInterval(this.#pollTimer);
    this.#subscribeTimer = undefined;
    this.#subscription?.[Symbol.dispose]();
    this.#subscription = undefined;
  }
}
