import { Link } from "@tanstack/react-router";
import { Play, Rocket } from "lucide-react";
import { usePinnedDeployments } from "../pins/pinned-deployments.ts";

/** The deployments that are pinned in this browser, each with the way to run it. */
export function PinnedDeploymentsLine() {
  const pinned = usePinnedDeployments();
  if (pinned.length === 0) return null;
  return (
    <nav aria-label="Pinned deployments" className="min-w-0 lg:col-span-6">
      <ul className="flex flex-wrap gap-2">
        {pinned.map(({ id, name, flowName }) => (
          <li
            key={id}
            className="flex max-w-full items-stretch rounded-lg border border-line bg-surface shadow-low"
          >
            <Link
              to="/deployments/deployment/$deploymentId"
              params={{ deploymentId: id }}
              className="flex h-9 min-w-0 items-center gap-2 rounded-l-lg px-3 hover:bg-hover"
            >
              <Rocket size={14} aria-hidden="true" className="shrink-0 text-text-faint" />
              <span className="truncate font-medium">{name}</span>
              {flowName && <span className="truncate text-text-faint text-xs max-md:hidden">{flowName}</span>}
            </Link>
            <Link
              to="/deployments/deployment/$deploymentId/run"
              params={{ deploymentId: id }}
              aria-label={`Run ${name}`}
              className="flex items-center gap-1.5 rounded-r-lg border-line border-l px-2.5 text-text-soft text-xs hover:bg-hover hover:text-text"
            >
              <Play size={12} aria-hidden="true" />
              Run
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
