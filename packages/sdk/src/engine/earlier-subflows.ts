import type { FlowRun } from "@reeve/protocol";
import { isResultMetadata } from "../results/result-record.ts";
import { stableHash, Unhashable } from "../results/stable-hash.ts";
import type { ServerLink } from "./server-link.ts";

/** By the hash of their parameters, the earliest first. */
type Runs = Map<string, FlowRun[]>;

const PAGE = 200;

/**
 * The subflows that completed in earlier tries of a flow run, with their results stored. Each stands once for a call
 * of the same flow with the same parameters, as its own tasks would.
 */
export class EarlierSubflows {
  readonly #link: ServerLink;
  readonly #parentId: string;
  readonly #left = new Map<string, Promise<Runs>>();

  constructor(link: ServerLink, parentId: string) {
    this.#link = link;
    this.#parentId = parentId;
  }

  /** Takes the run that stands for this call, if there is one. */
  async take(flowName: string, parameters: unknown): Promise<FlowRun | undefined> {
    const wanted = hashOf(parameters ?? {});
    if (wanted === undefined) return undefined;
    return (await this.#runsOf(flowName)).get(wanted)?.shift();
  }

  #runsOf(flowName: string): Promise<Runs> {
    const known = this.#left.get(flowName);
    if (known) return known;
    const runs = this.#read(flowName);
    this.#left.set(flowName, runs);
    return runs;
  }

  async #read(flowName: string): Promise<Runs> {
    const runs: Runs = new Map();
    for (let offset = 0; ; offset += PAGE) {
      const page = await this.#link.client.listFlowRuns({
        body: {
          flows: { name: { any_: [flowName] } },
          flow_runs: {
            parent_flow_run_id: { any_: [this.#parentId] },
            state: { type: { any_: ["COMPLETED"] } },
          },
          sort: "EXPECTED_START_TIME_ASC",
          limit: PAGE,
          offset,
        },
      });
      for (const run of page) {
        const hash = isResultMetadata(run.state?.data) ? hashOf(run.parameters) : undefined;
        if (hash !== undefined) runs.set(hash, [...(runs.get(hash) ?? []), run]);
      }
      if (page.length < PAGE) return runs;
    }
  }
}

/** What JSON does not keep as it is, such as a date, equals nothing that was read from it: that runs again. */
function hashOf(parameters: unknown): string | undefined {
  try {
    return stableHash(parameters);
  } catch (error) {
    if (error instanceof Unhashable) return undefined;
    throw error;
  }
}
