import { api } from "../api/client.ts";
import type { Candidate } from "./find-users.ts";

// More of each kind than most servers have; the newest are looked at.
const MOST = 200;

/** All that may use a block: deployments, work pools, automations and other blocks. */
export async function readCandidates(signal: AbortSignal): Promise<Candidate[]> {
  const body = { limit: MOST };
  const [deployments, pools, automations, blocks] = await Promise.all([
    api.listDeployments({ body }, { signal }),
    api.listWorkPools({ body }, { signal }),
    api.listAutomations({ body }, { signal }),
    api.listBlockDocuments({ body }, { signal }),
  ]);
  return [
    ...deployments.map(({ id, name, storage_document_id, pull_steps, job_variables, parameters }) => ({
      kind: "Deployment",
      name,
      place: `/deployments/deployment/${id}`,
      holds: { storage_document_id, pull_steps, job_variables, parameters },
    })),
    ...pools.map(({ name, ...holds }) => ({
      kind: "Work pool",
      name,
      place: `/work-pools/work-pool/${encodeURIComponent(name)}`,
      holds,
    })),
    ...automations.map(({ id, name, actions, actions_on_trigger, actions_on_resolve }) => ({
      kind: "Automation",
      name,
      place: `/automations/automation/${id}`,
      holds: { actions, actions_on_trigger, actions_on_resolve },
    })),
    ...blocks.map(({ id, name, block_document_references, data }) => ({
      kind: "Block",
      name: name ?? "a block without a name",
      place: `/blocks/block/${id}`,
      holds: { block_document_references, data },
    })),
  ];
}
