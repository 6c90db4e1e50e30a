import type { Deployment } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";

/** What "Not ready" means for whoever is about to press Run; nothing while somebody asks for its runs. */
export function NobodyRunsIt({ deployment }: { deployment: Deployment }) {
  const { status, work_pool_name: pool } = deployment;
  if (status === "READY") return null;
  if (!pool) return <p className="text-late">No process serves it just now: a run would wait for one.</p>;
  return (
    <p className="text-late">
      No worker takes on runs of{" "}
      <Link to="/work-pools/work-pool/$name" params={{ name: pool }} className="underline underline-offset-2">
        {pool}
      </Link>{" "}
      just now: a run would wait for one.
    </p>
  );
}
