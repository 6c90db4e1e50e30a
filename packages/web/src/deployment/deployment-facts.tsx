import type { Deployment } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { CopyButton } from "../components/copy-button.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TimeAgo } from "../components/time.tsx";

const linkClasses = "text-accent hover:underline";

/** What else there is to know of a deployment, name by name. */
export function DeploymentFacts({ deployment }: { deployment: Deployment }) {
  const { global_concurrency_limit: limit, concurrency_options: options } = deployment;
  const { work_pool_name: pool, work_queue_name: queue } = deployment;
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">Details</h2>
      <dl className="grid grid-cols-[7rem_1fr] gap-x-3 gap-y-1.5">
        <Fact name="Work pool">
          {pool ? (
            <Link to="/work-pools/work-pool/$name" params={{ name: pool }} className={linkClasses}>
              {pool}
            </Link>
          ) : (
            "none: it is served"
          )}
        </Fact>
        <Fact name="Queue">
          {pool && queue && (
            <Link
              to="/work-pools/work-pool/$name/queue/$queue"
              params={{ name: pool, queue }}
              className={linkClasses}
            >
              {queue}
            </Link>
          )}
        </Fact>
        <Fact name="Entrypoint">
          {deployment.entrypoint && (
            <code className="break-all font-mono text-xs">{deployment.entrypoint}</code>
          )}
        </Fact>
        <Fact name="Path">
          {deployment.path && <code className="break-all font-mono text-xs">{deployment.path}</code>}
        </Fact>
        <Fact name="Version">{deployment.version}</Fact>
        <Fact name="At once">
          {limit ? `${limit.active_slots} of ${limit.limit}` : "As many as there are"}
          {limit &&
            options &&
            (options.collision_strategy === "ENQUEUE" ? ", others wait" : ", others are cancelled")}
        </Fact>
        <Fact name="Last polled">{deployment.last_polled && <TimeAgo value={deployment.last_polled} />}</Fact>
        <Fact name="Created">
          {deployment.created && <When at={deployment.created} by={deployment.created_by} />}
        </Fact>
        <Fact name="Changed">
          {deployment.updated && <When at={deployment.updated} by={deployment.updated_by} />}
        </Fact>
        <Fact name="Storage">
          {deployment.storage_document_id && (
            <Link to={`/blocks/block/${deployment.storage_document_id}` as string} className={linkClasses}>
              a block
            </Link>
          )}
        </Fact>
        <Fact name="Flow ID">
          <span className="inline-flex max-w-full items-center gap-1">
            <code className="truncate font-mono text-xs">{deployment.flow_id}</code>
            <CopyButton text={deployment.flow_id} label="Copy the flow's id" />
          </span>
        </Fact>
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

function When({ at, by }: { at: string; by: Deployment["created_by"] }) {
  return (
    <>
      <TimeAgo value={at} />
      {by?.display_value && <span className="text-text-soft"> by {by.display_value}</span>}
    </>
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
