import type { Deployment } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { Switch } from "../forms/switch.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import { AllowsFilling } from "../schema-form/filling.ts";
import type { JsonSchema } from "../schema-form/json-schema.ts";
import { SchemaForm } from "../schema-form/schema-form.tsx";
import type { DeploymentDraft } from "./deployment-draft.ts";
import { useQueueNames } from "./use-queue-names.ts";

type Props = {
  deployment: Deployment;
  draft: DeploymentDraft;
  hasName: boolean;
  onChange: (draft: DeploymentDraft) => void;
};

type PartProps = { draft: DeploymentDraft; change: (patch: Partial<DeploymentDraft>) => void };

/** What can be changed of a deployment. */
export function DeploymentFields({ deployment, draft, hasName, onChange }: Props) {
  const change = (patch: Partial<DeploymentDraft>) => onChange({ ...draft, ...patch });
  const schema = (deployment.parameter_openapi_schema ?? {}) as JsonSchema;
  const hasParameters = Object.keys(schema.properties ?? {}).length > 0;
  return (
    <>
      {hasName && (
        <Field label="Name" isRequired>
          {(control) => (
            <TextInput
              {...control}
              value={draft.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Description" hint="Markdown.">
        {(control) => (
          <TextArea
            {...control}
            value={draft.description}
            onChange={({ target }) => change({ description: target.value })}
          />
        )}
      </Field>
      <Field label="Tags">
        {(control) => <TagInput {...control} value={draft.tags} onChange={(tags) => change({ tags })} />}
      </Field>
      <PlaceFields draft={draft} change={change} />
      <LimitFields draft={draft} change={change} />
      {hasParameters && (
        <section aria-label="Parameters" className="flex flex-col gap-3">
          <h2 className="font-semibold text-base">Parameters</h2>
          <p className="text-text-soft">What its runs are given when nobody says otherwise.</p>
          <AllowsFilling value={true}>
            <SchemaForm
              schema={{ ...schema, required: [] }}
              values={draft.parameters}
              initial={deployment.parameters}
              faults={{}}
              onChange={(parameters) => change({ parameters })}
            />
          </AllowsFilling>
          <Switch
            label="Check the parameters of its runs"
            isLabelShown
            checked={draft.enforces}
            onChange={(enforces) => change({ enforces })}
          />
        </section>
      )}
    </>
  );
}

// More pools than anybody looks through.
const MOST_POOLS = 200;

function PlaceFields({ draft, change }: PartProps) {
  const { data: pools = [] } = useQuery({
    queryKey: ["pools-to-pick"],
    queryFn: ({ signal }) => api.listWorkPools({ body: { limit: MOST_POOLS } }, { signal }),
  });
  const queues = useQueueNames(draft.pool || null);
  const names = pools.map(({ name }) => name);
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Work pool">
          {(control) => (
            <Select
              {...control}
              value={draft.pool}
              onChange={({ target }) => change({ pool: target.value, queue: "" })}
            >
              <option value="">None: it is served</option>
              {[...new Set([draft.pool, ...names])].filter(Boolean).map((name) => (
                <option key={name}>{name}</option>
              ))}
            </Select>
          )}
        </Field>
        {draft.pool !== "" && (
          <Field label="Queue">
            {(control) => (
              <Select
                {...control}
                value={draft.queue}
                onChange={({ target }) => change({ queue: target.value })}
              >
                <option value="">The pool's default</option>
                {[...new Set([draft.queue, ...queues])].filter(Boolean).map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
      </div>
      <Field label="Job variables" hint="JSON; they fill in the pool's job template.">
        {(control) => (
          <TextArea
            {...control}
            value={draft.jobVariables}
            onChange={({ target }) => change({ jobVariables: target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
    </>
  );
}

function LimitFields({ draft, change }: PartProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="Runs at once" hint="Empty for any number.">
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={draft.limit}
            onChange={({ target }) => change({ limit: target.value })}
          />
        )}
      </Field>
      {draft.limit.trim() !== "" && (
        <Field label="A run that finds none free">
          {(control) => (
            <Select
              {...control}
              value={draft.collision}
              onChange={({ target }) => change({ collision: target.value as DeploymentDraft["collision"] })}
            >
              <option value="ENQUEUE">waits</option>
              <option value="CANCEL_NEW">is cancelled</option>
            </Select>
          )}
        </Field>
      )}
    </div>
  );
}
