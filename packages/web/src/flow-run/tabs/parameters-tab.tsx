import type { FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../../api/client.ts";
import { EmptyState } from "../../components/empty-state.tsx";
import { JsonView } from "../../components/json-view.tsx";
import { isSame } from "../../schema-form/is-same.ts";

/** What the run was given, what of it the deployment has otherwise, and its job variables. */
export function ParametersTab({ run }: { run: FlowRun }) {
  const { data: deployment } = useQuery({
    queryKey: ["deployment", run.deployment_id],
    queryFn: ({ signal }) => api.getDeployment({ params: { id: run.deployment_id ?? "" } }, { signal }),
    enabled: run.deployment_id !== null,
    retry: false,
  });
  const variables = run.job_variables ?? {};
  const names = Object.keys(run.parameters);
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      {names.length === 0 ? (
        <EmptyState title="No parameters">The flow was called without any.</EmptyState>
      ) : (
        <section className="flex flex-col gap-2">
          {deployment && <Differences own={run.parameters} standard={deployment.parameters} />}
          <JsonView value={run.parameters} />
        </section>
      )}
      {Object.keys(variables).length > 0 && (
        <section className="flex flex-col gap-2">
          <h2 className="font-medium text-sm">Job variables of this run</h2>
          <JsonView value={variables} />
        </section>
      )}
    </div>
  );
}

type Values = Readonly<Record<string, unknown>>;

function Differences({ own, standard }: { own: Values; standard: Values }) {
  const changed = Object.keys(own).filter((name) => !isSame(own[name], standard[name]));
  if (changed.length === 0) return <p className="text-text-soft">All as the deployment has them.</p>;
  return (
    <table aria-label="Other than in the deployment" className="w-full text-left">
      <caption className="pb-1.5 text-left text-text-soft">Other than the deployment has them now</caption>
      <thead className="text-text-faint text-xs">
        <tr>
          <th scope="col" className="py-1 pr-4 font-medium">
            Parameter
          </th>
          <th scope="col" className="py-1 pr-4 font-medium">
            This run
          </th>
          <th scope="col" className="py-1 font-medium">
            Deployment
          </th>
        </tr>
      </thead>
      <tbody>
        {changed.map((name) => (
          <tr key={name} className="border-line/60 border-t align-top">
            <th scope="row" className="py-1 pr-4 font-medium">
              {name}
            </th>
            <td className="break-all py-1 pr-4 font-mono text-xs">{JSON.stringify(own[name])}</td>
            <td className="break-all py-1 font-mono text-text-soft text-xs">
              {JSON.stringify(standard[name]) ?? "not set"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
