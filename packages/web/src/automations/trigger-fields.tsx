import { eventWords } from "../components/events/event-words.ts";
import { Field } from "../forms/field.tsx";
import { Select, TextInput } from "../forms/inputs.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import { SUBJECTS, type SubjectId, type TriggerForm } from "./trigger-form.ts";

type Props = { trigger: TriggerForm; onChange: (trigger: TriggerForm) => void };

/** What an automation waits for. */
export function TriggerFields({ trigger, onChange }: Props) {
  const change = (patch: Partial<TriggerForm>) => onChange({ ...trigger, ...patch });
  const subject = SUBJECTS.find(({ id }) => id === trigger.subject);
  const number = (text: string, least: number) => Math.max(least, Number(text) || least);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="What it looks at">
        {(control) => (
          <Select
            {...control}
            value={trigger.subject}
            onChange={(event) => change({ subject: event.target.value as SubjectId, events: [], after: [] })}
          >
            {SUBJECTS.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
            <option value="any">Any event</option>
          </Select>
        )}
      </Field>
      <Field
        label={subject?.named ?? "Only of resources named"}
        hint={
          trigger.subject === "flow-run" ? "Names of flows; none means every flow." : "None means every one."
        }
      >
        {(control) => <TagInput {...control} value={trigger.names} onChange={(names) => change({ names })} />}
      </Field>
      <Field label="And acts when this">
        {(control) => (
          <Select
            {...control}
            value={trigger.isAbsence ? "absent" : "happens"}
            onChange={(event) => change({ isAbsence: event.target.value === "absent" })}
          >
            <option value="happens">happens</option>
            <option value="absent">does not happen in time</option>
          </Select>
        )}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="So many times">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={1}
              value={trigger.threshold}
              onChange={(event) => change({ threshold: number(event.target.value, 1) })}
            />
          )}
        </Field>
        <Field label="Within minutes">
          {(control) => (
            <TextInput
              {...control}
              type="number"
              min={0}
              value={trigger.minutes}
              onChange={(event) => change({ minutes: number(event.target.value, 0) })}
            />
          )}
        </Field>
      </div>
      <Happenings
        title={trigger.subject === "flow-run" ? "It enters one of these states" : "One of these happens"}
        subject={trigger.subject}
        value={trigger.events}
        onChange={(events) => change({ events })}
      />
      {trigger.isAbsence && (
        <Happenings
          title="Counted from when this happened"
          subject={trigger.subject}
          value={trigger.after}
          onChange={(after) => change({ after })}
        />
      )}
    </div>
  );
}

type HappeningsProps = {
  title: string;
  subject: SubjectId;
  value: readonly string[];
  onChange: (events: string[]) => void;
};

function Happenings({ title, subject, value, onChange }: HappeningsProps) {
  const offered: readonly string[] = SUBJECTS.find(({ id }) => id === subject)?.events ?? [];
  if (subject === "any") {
    return (
      <div className="sm:col-span-2">
        <Field label={title} hint="Names of events; a * at the end stands for anything.">
          {(control) => <TagInput {...control} value={value} onChange={onChange} />}
        </Field>
      </div>
    );
  }
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1 sm:col-span-2">
      <legend className="pb-1 font-medium text-xs">{title}</legend>
      {[...new Set([...offered, ...value])].map((event) => (
        <label key={event} className="inline-flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            checked={value.includes(event)}
            onChange={({ target }) =>
              onChange(target.checked ? [...value, event] : value.filter((one) => one !== event))
            }
          />
          {eventWords(`prefect.${subject}.${event}`).what}
        </label>
      ))}
    </fieldset>
  );
}
