import { Link } from "@tanstack/react-router";
import { Button } from "../components/button.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { TimeAgo } from "../components/time.tsx";
import { toast } from "../components/toast.tsx";
import type { LimitUser } from "./read-limit.ts";

type Props = {
  title: string;
  users: readonly LimitUser[];
  whenNone: string;
  /** With it each can be made to give its slot back. */
  onFree?: (user: LimitUser) => Promise<unknown>;
};

/** Runs that hold slots of a limit, or wait for them, a line each. */
export function LimitUsers({ title, users, whenNone, onFree }: Props) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-medium text-sm">{title}</h2>
      {users.length === 0 && <p className="text-text-soft">{whenNone}</p>}
      <ul aria-label={title} className="flex flex-col gap-1.5">
        {users.map((user) => (
          <li key={user.id} className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-1">
            <StateBadge type={user.stateType ?? "PENDING"} name={user.stateName} className="w-32" />
            {user.flowRunId ? (
              <Link
                to="/runs/flow-run/$flowRunId"
                params={{ flowRunId: user.flowRunId }}
                search={user.isTaskRun ? { task: user.id } : {}}
                className="text-accent hover:underline"
              >
                {user.name}
              </Link>
            ) : (
              user.name
            )}
            {user.since && <TimeAgo value={user.since} className="text-text-soft" />}
            {onFree && (
              <Button
                size="sm"
                aria-label={`Free the slot of ${user.name}`}
                onClick={() => void onFree(user).catch((error: Error) => toast(error.message))}
              >
                Free
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
