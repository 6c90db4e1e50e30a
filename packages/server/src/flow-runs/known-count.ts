import type { ReadContext } from "../context.ts";
import { givenFilters, type RunFilters } from "../filters/run-filters.ts";
import { soleCondition } from "../filters/sole-condition.ts";
import { total } from "../states/state-count.ts";
import { countKeptFlowRunsByState } from "./count-flow-runs.ts";

// An index leads to these, however many or few they are.
const LED = /^(flow_runs\.(deployment_id|tags|state\.(type|name))|flows\.id|deployments\.id)\.a(ny|ll)_$/;

/**
 * How many flow runs match, where that is kept and worth to be known before they are looked for: a walk that has found
 * the last of a pool's few runs would go on through all others for the rest of a page. Otherwise undefined.
 */
export async function knownCount(context: ReadContext, filters: RunFilters): Promise<number | undefined> {
  if (Object.keys(givenFilters(filters)).length === 0) return undefined;
  if (LED.test(soleCondition(filters)?.path ?? "")) return undefined;
  const counts = await countKeptFlowRunsByState(context, filters);
  return counts && total(counts);
}
