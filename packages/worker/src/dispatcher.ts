import type { FlowRun } from "@reeve/protocol";
import type { DueFlowRuns } from "./due-flow-runs.ts";
import type { FlowRunStarter } from "./flow-run-starter.ts";
import type { WorkerLog } from "./worker-log.ts";

// As many as the server answers at once; who runs more has more than one worker.
const MOST_AT_ONCE = 200;

export type DispatcherOptions = {
  due: Pick<DueFlowRuns, "read">;
  starter: Pick<FlowRunStarter, "start" | "has" | "count">;
  /** How many flow runs may be under way at once; no limit when undefined. */
  limit: number | undefined;
  log: WorkerLog;
};

/** Asks for due flow runs and has them started, as many as there is room for. */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  #ticking: Promise<number> | undefined;
  #isAskedAgain = false;
  #hasFailed = false;

  constructor(options: DispatcherOptions) {
    this.#options = options;
  }

  /**
   * Asks once and answers how many flow runs were new; resolves once each is started or refused. A call while
   * another is under way makes that one ask again, so that nothing that became due meanwhile waits.
   */
  tick(): Promise<number> {
    if (this.#ticking) this.#isAskedAgain = true;
    this.#ticking ??= this.#askUntilCalm().finally(() => {
      this.#ticking = undefined;
    });
    return this.#ticking;
  }

  async #askUntilCalm(): Promise<number> {
    let started = 0;
    do {
      this.#isAskedAgain = false;
      started += await this.#ask();
    } while (this.#isAskedAgain);
    return started;
  }

  async #ask(): Promise<number> {
    const { starter, limit, due } = this.#options;
    const room = Math.min(MOST_AT_ONCE, (limit ?? Number.POSITIVE_INFINITY) - starter.count);
    if (room <= 0) return 0;
    const flowRuns = await this.#read(due, room + starter.count);
    const fresh = flowRuns.filter(({ id }) => !starter.has(id)).slice(0, room);
    await Promise.all(fresh.map((flowRun) => starter.start(flowRun)));
    return fresh.length;
  }

  async #read(due: Pick<DueFlowRuns, "read">, count: number): Promise<FlowRun[]> {
    try {
      const flowRuns = await due.read(Math.min(MOST_AT_ONCE, count));
      if (this.#hasFailed) this.#options.log.info("The server answers again.");
      this.#hasFailed = false;
      return flowRuns;
    } catch (error) {
      if (!this.#hasFailed) this.#options.log.warn(`No due flow runs could be read: ${String(error)}`);
      this.#hasFailed = true;
      return [];
    }
  }
}
