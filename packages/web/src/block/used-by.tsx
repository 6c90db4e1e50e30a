import type { BlockDocument } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api } from "../api/client.ts";
import { Skeleton } from "../components/skeleton.tsx";
import { type Candidate, findUsers } from "./find-users.ts";

// More of each kind than most servers have; the newest are looked at.
const MOST = 200;

/** What names a block: deployments, work pools, automations and other blocks. Programs that load it are not known. */
export function UsedBy({ block }: { block: BlockDocument }) {
  const { data: users } = useQuery({
    queryKey: ["used-by", block.id, block.name],
    queryFn: async ({ signal }) => {
      const slug = block.block_type?.slug ?? "";
      return findUsers(await readCandidates(block.id, signal), {
        id: block.id,
        slug,
        name: block.name ?? "",
      });
    },
  });
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">Used by</h2>
      {!users && <Skeleton className="h-6 w-64" />}
      {users?.length === 0 && (
        <p className="text-text-soft">
          No deployment, work pool, automation or other block names it. Programs may load it all the same.
        </p>
      )}
      {users && users.length > 0 && (
        <ul aria-label="Used by" className="flex flex-col gap-1">
          {users.map(({ kind, name, place }) => (
            <li key={place} className="flex gap-2">
              <span className="w-24 shrink-0 text-text-faint">{kind}</span>
              <Link to={place as string} className="truncate text-accent hover:underline">
                {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

async function readCandidates(ownId: string, signal: AbortSignal): Promise<Candidate[]> {
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
    ...blocks
      .filter(({ id }) => id !== ownId)
      .map(({ id, name, block_document_references, data }) => ({
        kind: "Block",
        name: name ?? "a block without a name",
        place: `/blocks/block/${id}`,
        holds: { block_document_references, data },
      })),
  ];
}
