import type { BlockDocument } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Skeleton } from "../components/skeleton.tsx";
import { findUsers } from "./find-users.ts";
import { readCandidates } from "./read-candidates.ts";

/** What names a block: deployments, work pools, automations and other blocks. Programs that load it are not known. */
export function UsedBy({ block }: { block: BlockDocument }) {
  const { data: users } = useQuery({
    queryKey: ["used-by", block.id, block.name],
    queryFn: async ({ signal }) => {
      const slug = block.block_type?.slug ?? "";
      return findUsers(await readCandidates(signal), {
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
