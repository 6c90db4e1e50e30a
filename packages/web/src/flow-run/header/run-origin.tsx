import type { RunRow } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { RunLink } from "../../components/run-link.tsx";

const linkClasses = "text-accent hover:underline";

/** What a run is of and comes from: its flow, deployment, pool and queue, parent and maker, each a way there. */
export function RunOrigin({ row }: { row: RunRow }) {
  const { flow_run: run, flow_name, deployment_name, parent_flow_run_id: parent } = row;
  const label = run.labels["prefect.worker.name"];
  const worker = typeof label === "string" ? label : undefined;
  const { deployment_id, work_pool_name: pool, work_queue_name: queue } = run;
  return (
    <>
      <HeaderFact name="Flow">
        <Link to="/flows/flow/$flowId" params={{ flowId: run.flow_id }} className={linkClasses}>
          {flow_name}
        </Link>
      </HeaderFact>
      {deployment_id && deployment_name && (
        <HeaderFact name="Deployment">
          <Link
            to="/deployments/deployment/$deploymentId"
            params={{ deploymentId: deployment_id }}
            className={linkClasses}
          >
            {deployment_name}
          </Link>
          {run.deployment_version && (
            <span title={`Version ${run.deployment_version}`} className="text-text-faint">
              {" "}
              {shortVersion(run.deployment_version)}
            </span>
          )}
        </HeaderFact>
      )}
      {pool && (
        <HeaderFact name="Pool">
          <Link to="/work-pools/work-pool/$name" params={{ name: pool }} className={linkClasses}>
            {pool}
          </Link>
          {queue && queue !== "default" && (
            <>
              {" / "}
              <Link
                to="/work-pools/work-pool/$name/queue/$queue"
                params={{ name: pool, queue }}
                className={linkClasses}
              >
                {queue}
              </Link>
            </>
          )}
        </HeaderFact>
      )}
      {pool && worker && (
        <HeaderFact name="Worker">
          <Link
            to="/work-pools/work-pool/$name/worker/$worker"
            params={{ name: pool, worker }}
            className={linkClasses}
          >
            {worker}
          </Link>
        </HeaderFact>
      )}
      {parent && (
        <HeaderFact name="Parent">
          <RunLink flowRunId={parent}>flow run</RunLink>
        </HeaderFact>
      )}
      {run.created_by?.display_value && <HeaderFact name="By">{run.created_by.display_value}</HeaderFact>}
    </>
  );
}

// Versions that nobody wrote are digests, of which the beginning tells as much as the whole.
const DIGEST = /^[0-9a-f]{16,}$/;
const shortVersion = (version: string): string => (DIGEST.test(version) ? version.slice(0, 8) : version);

type FactProps = { name: string; isWideOnly?: boolean; children: ReactNode };

/** One thing that is known of a run, in the line of them under its name. */
export const HeaderFact = ({ name, isWideOnly = false, children }: FactProps) => (
  <div className={isWideOnly ? "flex gap-1.5 max-lg:hidden" : "flex min-w-0 gap-1.5"}>
    <dt className="shrink-0 text-text-faint">{name}</dt>
    <dd className="min-w-0 truncate">{children}</dd>
  </div>
);
