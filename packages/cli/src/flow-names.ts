import type { Client } from "@reeve/client";

const PAGE = 200;

/** The names of the flows of these runs or deployments, by flow id. */
export async function flowNames(
  client: Client,
  ofFlows: readonly { flow_id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(ofFlows.map(({ flow_id }) => flow_id))];
  const names = new Map<string, string>();
  for (let start = 0; start < ids.length; start += PAGE) {
    const body = { flows: { id: { any_: ids.slice(start, start + PAGE) } }, limit: PAGE };
    for (const { id, name } of await client.listFlows({ body })) names.set(id, name);
  }
  return names;
}
