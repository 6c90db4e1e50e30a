import { type Client, EventSubscription, type SocketOptions } from "@reeve/client";
import type { FlowRunStarter } from "./flow-run-starter.ts";
import type { WorkerLog } from "./worker-log.ts";

// Leaves a flow time to say what it was doing, as process supervisors commonly do.
const GRACE_MS = 30_000;
const PREFIX = "prefect.flow-run.";

export type CancellationsOptions = {
  client: Client;
  server: SocketOptions;
  starter: Pick<FlowRunStarter, "cancel" | "underWay">;
  log: WorkerLog;
};

/** Ends the processes of flow runs that are to be cancelled, as soon as the server says so. */
export class Cancellations implements Disposable {
  readonly #options: CancellationsOptions;
  readonly #subscription: EventSubscription;
  readonly #stopping = new Set<string>();

  constructor(options: CancellationsOptions) {
    this.#options = options;
    this.#subscription = new EventSubscription({
      ...options.server,
      filter: { event: { name: ["prefect.flow-run.Cancelling"] } },
      onEvent: ({ resource }) => {
        const id = resource["prefect.resource.id"]?.slice(PREFIX.length);
        if (id && options.starter.underWay.includes(id)) void this.#cancel(id);
      },
    });
  }

  /** Asks for those that are to be cancelled, in case an event was missed. */
  async tick(): Promise<void> {
    const { client, starter } = this.#options;
    const ids = starter.underWay;
    if (ids.length === 0) return;
    const cancelling = await client
      .listFlowRuns({
        body: { flow_runs: { id: { any_: [...ids] }, state: { type: { any_: ["CANCELLING"] } } } },
      })
      .catch(() => []);
    await Promise.all(cancelling.map(({ id }) => this.#cancel(id)));
  }

  [Symbol.dispose](): void {
    this.#subscription[Symbol.dispose]();
  }

  async #cancel(id: string): Promise<void> {
    if (this.#stopping.has(id)) return;
    this.#stopping.add(id);
    try {
      this.#options.log.info(`Ending the flow run ${id}, which is to be cancelled.`);
      await this.#options.starter.cancel(id, GRACE_MS);
    } finally {
      this.#stopping.delete(id);
    }
  }
}
