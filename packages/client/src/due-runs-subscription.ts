import type { DueRunsMessage, DueRunsRequest } from "@reeve/protocol";
import { KeptSocket } from "./kept-socket.ts";
import type { SocketOptions } from "./open-socket.ts";

export type DueRunsSubscriptionOptions = SocketOptions & {
  workPoolName: string;
  /** All queues of the pool when it is left out. */
  workQueueNames?: string[];
  /** How long before its time a run is fetched. */
  prefetchSeconds?: number;
  /** Called when there are runs to fetch that were not there before, and on each new connection when there are any. */
  onDue: (count: number) => void;
};

/**
 * Hears of a pool's runs as soon as a worker may fetch them, over connections that are made anew when lost; never
 * holds the process.
 */
export class DueRunsSubscription implements Disposable {
  readonly #socket: KeptSocket;

  constructor(options: DueRunsSubscriptionOptions) {
    const { workPoolName, workQueueNames, prefetchSeconds, onDue, ...socketOptions } = options;
    const request: DueRunsRequest = {
      type: "watch",
      work_queue_names: workQueueNames,
      prefetch_seconds: prefetchSeconds,
    };
    const path = `/work_pools/${encodeURIComponent(workPoolName)}/due-runs`;
    this.#socket = new KeptSocket(path, socketOptions, {
      greeting: () => request,
      onMessage: (message) => {
        const notice = message as DueRunsMessage;
        if (notice.type === "due") onDue(notice.count);
      },
    });
  }

  /** False while runs may become due without a word, so that the owner can ask for them now and then. */
  get connected(): boolean {
    return this.#socket.connected;
  }

  [Symbol.dispose](): void {
    this.#socket[Symbol.dispose]();
  }
}
