import type { Deployment } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import { api } from "../api/client.ts";
import { triggerWords } from "../automations/automation-words.ts";
import { buttonClasses } from "../components/button.tsx";
import { useLiveKinds } from "../lists/use-live-kinds.ts";

/** The automations that act on a deployment: what makes it run besides its schedules. */
export function TriggerList({ deployment: { id } }: { deployment: Deployment }) {
  const queryKey = ["triggers-of-deployment", id];
  useLiveKinds(["automation"], queryKey);
  const { data: automations } = useQuery({
    queryKey,
    queryFn: ({ signal }) =>
      api.listRelatedAutomations({ params: { resource_id: `prefect.deployment.${id}` } }, { signal }),
  });
  return (
    <section aria-label="Triggers" className="flex flex-col gap-2">
      <div className="flex items-center justify-between">
        <h2 className="font-medium text-sm">Triggers</h2>
        <Link
          to={"/automations/create" as string}
          search={{ deployment: id } as never}
          aria-label="Add a trigger"
          className={buttonClasses("outline", "sm")}
        >
          <Plus size={12} aria-hidden="true" />
          Add
        </Link>
      </div>
      {automations?.length === 0 && <p className="text-text-faint">No event makes it run.</p>}
      <ul className="flex flex-col gap-1.5">
        {automations?.map((automation) => (
          <li key={automation.id} className="flex flex-col">
            <span className="flex min-w-0 items-baseline gap-2">
              <Link
                to={`/automations/automation/${automation.id}` as string}
                className="min-w-0 truncate text-accent hover:underline"
              >
                {automation.name}
              </Link>
              {!automation.enabled && <span className="text-text-faint text-xs">off</span>}
            </span>
            <span className="text-text-soft text-xs">{triggerWords(automation.trigger)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
