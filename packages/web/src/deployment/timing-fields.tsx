import { Field } from "../forms/field.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { toLocalInput } from "../forms/local-time.ts";
import { type ScheduleDraft, UNITS } from "./schedule-draft.ts";

type Props = { draft: ScheduleDraft; onChange: (patch: Partial<ScheduleDraft>) => void };

/** When a schedule is due: by its kind, and in which time zone. */
export function TimingFields({ draft, onChange }: Props) {
  return (
    <>
      {draft.kind === "cron" && <CronFields draft={draft} onChange={onChange} />}
      {draft.kind === "interval" && <IntervalFields draft={draft} onChange={onChange} />}
      {draft.kind === "rrule" && (
        <Field label="Rule" hint="As in RFC 5545.">
          {(control) => (
            <TextArea
              {...control}
              value={draft.rrule}
              onChange={({ target }) => onChange({ rrule: target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
      )}
      <Field label="Time zone">
        {(control) => (
          <Select
            {...control}
            value={draft.timezone}
            onChange={({ target }) => onChange({ timezone: target.value })}
          >
            {zones(draft.timezone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

function CronFields({ draft, onChange }: Props) {
  return (
    <>
      <Field label="Cron expression" hint="Minute, hour, day of the month, month, day of the week.">
        {(control) => (
          <TextInput
            {...control}
            value={draft.cron}
            onChange={({ target }) => onChange({ cron: target.value })}
            className="font-mono"
          />
        )}
      </Field>
      {namesBothDays(draft.cron) && (
        <Field label="Day of the month and day of the week">
          {(control) => (
            <Select
              {...control}
              value={draft.dayOr ? "or" : "and"}
              onChange={({ target }) => onChange({ dayOr: target.value === "or" })}
            >
              <option value="or">Either of them is enough</option>
              <option value="and">Both have to be so</option>
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

function IntervalFields({ draft, onChange }: Props) {
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Every">
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={draft.every}
              onChange={({ target }) => onChange({ every: target.value })}
            />
          )}
        </Field>
        <Field label="Unit">
          {(control) => (
            <Select
              {...control}
              value={draft.unit}
              onChange={({ target }) => onChange({ unit: target.value })}
            >
              {Object.keys(UNITS).map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="Counted from" hint="In your own time zone; left empty, from now.">
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            step={1}
            value={toLocalInput(draft.anchor)}
            onChange={({ target }) =>
              onChange({ anchor: target.value ? new Date(target.value).toISOString() : "" })
            }
          />
        )}
      </Field>
    </>
  );
}

function namesBothDays(cron: string): boolean {
  const [, , day = "*", , weekday = "*"] = cron.trim().split(/\s+/);
  return day !== "*" && weekday !== "*";
}

const zones = (own: string): string[] => [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])];
