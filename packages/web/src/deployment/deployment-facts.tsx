import type { Deployment } from "@reeve/protocol";
import type { ReactNode } from "react";
import { CopyButton } from "../components/copy-button.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TimeAgo } from "../components/time.tsx";

/** What else there is to know of a deployment, name by name. */
export function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const { global_concurrency_limit: limit, concurrency_options: options } = deployment;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">Details</h2>
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5">
        <Fact name="Work pool">{deployment.work_pool_name ?? "none: it is served"}</Fact>
        <Fact name="Queue">{deployment.work_queue_name}</Fact>
        <Fact name="Entrypoint">
          {deployment.entrypoint && (
            <code className="break-all font-mono text-xs">{deployment.entrypoint}</code>
          )}
        </Fact>
        <Fact name="Version">{deployment.version}</Fact>
        <Fact name="At once">
          {limit ? `${limit.active_slots} of ${limit.limit}` : "As many as there are"}
          {limit &&
            options &&
            (options.collision_strategy === "ENQUEUE" ? ", others wait" : ", others are cancelled")}
        </Fact>
        <Fact name="Last polled">{deployment.last_polled && <TimeAgo value={deployment.last_polled} />}</Fact>
        <Fact name="Created">{deployment.created && <TimeAgo value={deployment.created} />}</Fact>
        <Fact name="Changed">{deployment.updated && <TimeAgo value={deployment.updated} />}</Fact>
        <Fact name="Tags">{deployment.tags.length > 0 && <TagList tags={deployment.tags} />}</Fact>
        <Fact name="ID">
          <span className="inline-flex max-w-full items-center gap-1">
            <code className="truncate font-mono text-xs">{deployment.id}</code>
            <CopyButton text={deployment.id} label="Copy the id" />
          </span>
        </Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false) return null;
  return (
    <>
      <dt className="text-text-faint">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
