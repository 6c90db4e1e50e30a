import type { Deployment } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Rocket } from "lucide-react";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { describeSchedule } from "../schedules/describe-schedule.ts";
import { DeploymentStatus } from "./deployment-status.tsx";
import { EmptyState } from "./empty-state.tsx";

type Props = {
  deployments: readonly Deployment[];
  /** What is said where there are none. */
  empty: { title: string; text: string };
};

/** Deployments, a line each. */
export function DeploymentLines({ deployments, empty }: Props) {
  if (deployments.length === 0) {
    return (
      <EmptyState icon={<Rocket size={18} />} title={empty.title}>
        <p>{empty.text}</p>
      </EmptyState>
    );
  }
  return (
    <ul className="pt-2">
      {deployments.map((deployment) => (
        <li
          key={deployment.id}
          className="group relative flex min-h-9 flex-wrap items-center gap-x-4 gap-y-0.5 border-line/60 border-b px-4 py-1 hover:bg-hover"
        >
          <Link
            to="/deployments/deployment/$deploymentId"
            params={{ deploymentId: deployment.id }}
            {...ROW_LINK}
            className={`${rowLinkClasses} w-56`}
          >
            {deployment.name}
          </Link>
          <span className={`${aboveRowLink} w-24`}>
            <DeploymentStatus deployment={deployment} />
          </span>
          <span className="min-w-0 grow truncate text-text-soft">
            {deployment.schedules
              .filter(({ active }) => active)
              .map(({ schedule }) => describeSchedule(schedule))
              .join("; ") || <span className="text-text-faint">no schedule</span>}
          </span>
          <span className="text-text-faint">{deployment.work_pool_name ?? "served"}</span>
        </li>
      ))}
    </ul>
  );
}
