import { Field } from "../forms/field.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { Switch } from "../forms/switch.tsx";
import { TagInput } from "../forms/tag-input.tsx";

export type RunOptionsDraft = {
  name: string;
  tags: readonly string[];
  startsLater: boolean;
  startAt: string;
};

type Props = { draft: RunOptionsDraft; onChange: (draft: RunOptionsDraft) => void };

/** What may be said of a run beside its parameters, folded away until it is wanted. */
export function RunOptions({ draft, onChange }: Props) {
  const change = (patch: Partial<RunOptionsDraft>) => onChange({ ...draft, ...patch });
  return (
    <details className="rounded-lg border border-line">
      <summary className="cursor-pointer select-none rounded-lg px-3 py-2 font-medium text-sm hover:bg-hover">
        Name, tags and time
      </summary>
      <div className="flex flex-col gap-4 border-line border-t p-3">
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
        <Switch
          label="Start later"
          isLabelShown
          checked={draft.startsLater}
          onChange={(startsLater) => change({ startsLater })}
        />
        {draft.startsLater && (
          <Field label="Start at" hint="In your own time zone.">
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
      </div>
    </details>
  );
}

/** The options as the server takes them; those that say nothing are left out. */
export function toRunOptions({ name, tags, startsLater, startAt }: RunOptionsDraft) {
  const at = startsLater && startAt !== "" ? new Date(startAt) : undefined;
  return {
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(tags.length > 0 && { tags: [...tags] }),
    state: {
      type: "SCHEDULED" as const,
      message: "Run from the UI.",
      ...(at && { state_details: { scheduled_time: at.toISOString() } }),
    },
  };
}
