import type { Client } from "@reeve/client";
import type { FlowRun } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isUuid } from "./uuid.ts";

const PREFIX = /^[0-9a-f]{4}[0-9a-f-]*$/i;

/** The flow run that an id, a name or the beginning of an id means; throws when none or several are meant. */
export async function findFlowRun(client: Client, reference: string): Promise<FlowRun> {
  if (isUuid(reference)) return await getById(client, reference);
  const named = await client.listFlowRuns({
    body: { flow_runs: { name: { any_: [reference] } }, sort: "START_TIME_DESC", limit: 3 },
  });
  if (named.length > 1) throw severalMeant(`are named "${reference}"`, named);
  if (named[0]) return named[0];
  const begun = PREFIX.test(reference) ? await listByPrefix(client, reference.toLowerCase()) : [];
  if (begun.length > 1) throw severalMeant(`have ids that begin with "${reference}"`, begun);
  if (begun[0]) return begun[0];
  throw new ReeveError("not_found", `No flow run has the id or name "${reference}".`);
}

async function getById(client: Client, id: string): Promise<FlowRun> {
  try {
    return await client.getFlowRun({ params: { id } });
  } catch (error) {
    if (!(error instanceof ReeveError) || error.code !== "not_found") throw error;
    throw new ReeveError("not_found", `No flow run has the id ${id}.`, { cause: error });
  }
}

/** There is no filter by prefix, but a list in the order of ids: the place in it is found by halving. */
async function listByPrefix(client: Client, prefix: string): Promise<FlowRun[]> {
  const listFrom = (offset: number, limit: number): Promise<FlowRun[]> =>
    client.listFlowRuns({ body: { sort: "ID_DESC", offset, limit } });
  let low = 0;
  let high = await client.countFlowRuns({});
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [flowRun] = await listFrom(middle, 1);
    if (flowRun && flowRun.id.slice(0, prefix.length) > prefix) low = middle + 1;
    else high = middle;
  }
  return (await listFrom(low, 3)).filter((flowRun) => flowRun.id.startsWith(prefix));
}

function severalMeant(what: string, flowRuns: readonly FlowRun[]): ReeveError {
  const ids = flowRuns.slice(0, 2).map((flowRun) => flowRun.id);
  const more = flowRuns.length > 2 ? " and others" : "";
  return new ReeveError(
    "invalid_request",
    `Several flow runs ${what} (${ids.join(", ")}${more}); give one's id.`,
  );
}
