import type { Deployment, FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { Play } from "lucide-react";
import { type FormEvent, useState } from "react";
import { api } from "../api/client.ts";
import { Button } from "../components/button.tsx";
import { Loaded } from "../components/loaded.tsx";
import { toast } from "../components/toast.tsx";
import { Switch } from "../forms/switch.tsx";
import { type Faults, faultsByPath, type ServerFault } from "../schema-form/faults.ts";
import { AllowsFilling } from "../schema-form/filling.ts";
import type { JsonSchema } from "../schema-form/json-schema.ts";
import { SchemaForm, type Values } from "../schema-form/schema-form.tsx";
import { startingValues } from "./form-start.ts";
import { NobodyRunsIt } from "./nobody-runs-it.tsx";
import { ParameterSets } from "./parameter-sets.tsx";
import { RunOptions } from "./run-options.tsx";
import { NO_OPTIONS, type RunOptionsDraft, toRunOptions } from "./run-options-draft.ts";
import { RunPreview } from "./run-preview.tsx";
import { useDeployment } from "./use-deployment.ts";
import { useQueueNames } from "./use-queue-names.ts";

/** The form by which anybody runs a deployment; its address may name a run, or carry parameters, to begin with. */
export function RunFormPage({ deploymentId }: { deploymentId: string }) {
  const query = useDeployment(deploymentId);
  const search = useLocation({ select: ({ search }) => search as Record<string, unknown> });
  const from = typeof search.from === "string" ? search.from : undefined;
  const earlier = useQuery({
    queryKey: ["run-to-repeat", from],
    // A run that was deleted since is as good as none: the form begins with what the deployment has.
    queryFn: ({ signal }) => api.getFlowRun({ params: { id: from ?? "" } }, { signal }).catch(() => null),
    enabled: from !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // The form begins with what the earlier run had, so it waits for it.
  const data = from !== undefined && earlier.isPending ? undefined : query.data;
  return (
    <Loaded query={{ ...query, data }} failure="The deployment could not be read" title="Run a deployment">
      {(deployment) => (
        <RunForm
          key={deployment.id}
          deployment={deployment}
          start={earlier.data?.parameters ?? startingValues(deployment, search.parameters)}
          earlier={earlier.data ?? undefined}
        />
      )}
    </Loaded>
  );
}

type FormProps = { deployment: Deployment; start: Values; earlier: FlowRun | undefined };

function RunForm({ deployment, start, earlier }: FormProps) {
  const navigate = useNavigate();
  const initial = deployment.parameters;
  const [values, setValues] = useState<Values>(start);
  const [options, setOptions] = useState<RunOptionsDraft>({ ...NO_OPTIONS, tags: earlier?.tags ?? [] });
  const queues = useQueueNames(deployment.work_pool_name);
  const [enforces, setEnforces] = useState(deployment.enforce_parameter_schema);
  const [faults, setFaults] = useState<Faults>({});
  const [isBusy, setBusy] = useState(false);
  const schema = (deployment.parameter_openapi_schema ?? {}) as JsonSchema;
  const hasFields = Object.keys(schema.properties ?? {}).length > 0;

  const run = async (event?: FormEvent) => {
    event?.preventDefault();
    setBusy(true);
    try {
      const found = enforces ? await findFaults(schema, values) : {};
      setFaults(found);
      if (Object.keys(found).length > 0) return focusFirstFault();
      const flowRun = await api.createFlowRunOfDeployment({
        params: { id: deployment.id },
        body: { parameters: values, enforce_parameter_schema: enforces, ...toRunOptions(options) },
      });
      toast(`Made the run ${flowRun.name}.`);
      await navigate({ to: "/runs/flow-run/$flowRunId", params: { flowRunId: flowRun.id } });
    } catch (error) {
      setFaults({ "": error instanceof Error ? error.message : String(error) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => void run(event)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run();
      }}
      className="flex min-h-0 grow flex-col"
    >
      <div className="flex min-h-0 grow overflow-y-auto max-lg:flex-col">
        <div className="flex min-w-0 flex-col gap-6 p-4 lg:w-1/2 lg:max-w-2xl lg:shrink-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <h1 className="font-semibold text-lg tracking-tight">Run {deployment.name}</h1>
            {earlier && <span className="text-text-soft">with what {earlier.name} had</span>}
            {hasFields && (
              <div className="ml-auto">
                <ParameterSets deployment={deployment} onChoose={setValues} />
              </div>
            )}
          </div>
          {hasFields ? (
            <AllowsFilling value={true}>
              <SchemaForm
                schema={schema}
                values={values}
                initial={initial}
                faults={faults}
                onChange={setValues}
              />
            </AllowsFilling>
          ) : (
            <p className="text-text-soft">Its flow takes no parameters.</p>
          )}
          {hasFields && (
            <Switch
              label="Check the parameters before it runs"
              isLabelShown
              checked={enforces}
              onChange={setEnforces}
            />
          )}
          <RunOptions draft={options} queues={queues} onChange={setOptions} />
        </div>
        <RunPreview deployment={deployment} values={values} />
      </div>
      <footer className="flex shrink-0 flex-wrap items-center gap-3 border-line border-t bg-surface px-4 py-2.5">
        <Button type="submit" look="primary" disabled={isBusy} icon={<Play size={14} aria-hidden="true" />}>
          {options.startsLater ? "Plan the run" : "Run now"}
        </Button>
        <span className="text-text-faint text-xs max-md:hidden">Ctrl+Enter</span>
        <NobodyRunsIt deployment={deployment} />
        {faults[""] && (
          <p role="alert" className="text-failed">
            {faults[""]}
          </p>
        )}
        {!faults[""] && Object.keys(faults).length > 0 && (
          <p role="alert" className="text-failed">
            Some parameters do not fit; they are marked.
          </p>
        )}
      </footer>
    </form>
  );
}

async function findFaults(schema: JsonSchema, values: Values): Promise<Record<string, string>> {
  if (Object.keys(schema).length === 0) return {};
  const { errors } = await api.validateValues({
    body: { schema: schema as Record<string, unknown>, values: { ...values } },
  });
  return faultsByPath((errors ?? []) as ServerFault[]);
}

/** Once the faults are shown. */
function focusFirstFault(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
