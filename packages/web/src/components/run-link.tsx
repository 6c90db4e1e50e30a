import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";

type Props = { flowRunId: string; className?: string; children: ReactNode };

/** A link to the page of a flow run. */
export function RunLink({ flowRunId, className = "text-accent hover:underline", children }: Props) {
  return (
    <Link to={`/runs/flow-run/${flowRunId}` as string} className={className}>
      {children}
    </Link>
  );
}
