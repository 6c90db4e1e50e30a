import { api, type CallOptions } from "../api/client.ts";

/** How many runs of a pool should have begun by now. */
export const countLateRuns = (poolName: string, options: CallOptions): Promise<number> =>
  api.countFlowRuns(
    {
      body: {
        flow_runs: { state: { name: { any_: ["Late"] } } },
        work_pools: { name: { any_: [poolName] } },
      },
    },
    options,
  );
