import { Field } from "../forms/field.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { Switch } from "../forms/switch.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import { useShownZone } from "../times/shown-zone.ts";
import type { RunOptionsDraft } from "./run-options-draft.ts";

type Props = {
  draft: RunOptionsDraft;
  /** The queues of the deployment's pool; none without a pool. */
  queues: readonly string[];
  onChange: (draft: RunOptionsDraft) => void;
};

type PartProps = Omit<Props, "onChange"> & { change: (patch: Partial<RunOptionsDraft>) => void };

/** What may be said of a run beside its parameters, folded away until it is wanted. */
export function RunOptions({ draft, queues, onChange }: Props) {
  const change = (patch: Partial<RunOptionsDraft>) => onChange({ ...draft, ...patch });
  return (
    <details className="rounded-lg border border-line">
      <summary className="cursor-pointer select-none rounded-lg px-3 py-2 font-medium text-sm hover:bg-hover">
        Name, tags, time, retries and where it runs
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-3">
        <About draft={draft} queues={queues} change={change} />
        <Execution draft={draft} queues={queues} change={change} />
      </div>
    </details>
  );
}

function About({ draft, change }: PartProps) {
  const zone = useShownZone();
  return (
    <>
      <Field label="Name of the run" hint="Left empty, it gets one of two words.">
        {(control) => (
          <TextInput
            {...control}
            value={draft.name}
            onChange={({ target }) => change({ name: target.value })}
          />
        )}
      </Field>
      <Field label="Tags">
        {(control) => <TagInput {...control} value={draft.tags} onChange={(tags) => change({ tags })} />}
      </Field>
      <Field label="Message" hint="Why it is run; it stands beside its first state.">
        {(control) => (
          <TextInput
            {...control}
            value={draft.message}
            onChange={({ target }) => change({ message: target.value })}
          />
        )}
      </Field>
      <Switch
        label="Start later"
        isLabelShown
        checked={draft.startsLater}
        onChange={(startsLater) => change({ startsLater })}
      />
      {draft.startsLater && (
        <Field label="Start at" hint={`In ${zone}.`}>
          {(control) => (
            <TextInput
              {...control}
              type="datetime-local"
              value={draft.startAt}
              onChange={({ target }) => change({ startAt: target.value })}
              className="max-w-64"
            />
          )}
        </Field>
      )}
    </>
  );
}

function Execution({ draft, queues, change }: PartProps) {
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Retries" hint="Left empty, as the flow has it.">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={0}
              value={draft.retries}
              onChange={({ target }) => change({ retries: target.value })}
            />
          )}
        </Field>
        <Field label="Seconds between them">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={0}
              value={draft.retryDelay}
              onChange={({ target }) => change({ retryDelay: target.value })}
            />
          )}
        </Field>
      </div>
      {queues.length > 1 && (
        <Field label="Queue">
          {(control) => (
            <Select
              {...control}
              value={draft.queue}
              onChange={({ target }) => change({ queue: target.value })}
            >
              <option value="">The deployment's own</option>
              {queues.map((queue) => (
                <option key={queue}>{queue}</option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <Field label="Job variables" hint="JSON; what is set here goes before what the deployment has.">
        {(control) => (
          <TextArea
            {...control}
            rows={3}
            value={draft.jobVariables}
            placeholder='{"env": {"DEBUG": "1"}}'
            onChange={({ target }) => change({ jobVariables: target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
    </>
  );
}
