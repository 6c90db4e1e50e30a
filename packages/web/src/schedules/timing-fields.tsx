import { Field } from "../forms/field.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { fromZonedInput, toZonedInput } from "../forms/zoned-input.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { type Timing, type TimingKind, UNITS } from "./timing.ts";

const KINDS: Readonly<Record<TimingKind, string>> = {
  cron: "At certain times (cron)",
  interval: "Every so often",
  rrule: "By a recurrence rule (RRULE)",
};

type Props = { timing: Timing; onChange: (patch: Partial<Timing>) => void };

/** When a schedule is due: by its kind, and in which time zone. */
export function TimingFields({ label, timing, onChange }: Props & { label: string }) {
  return (
    <>
      <Field label={label}>
        {(control) => (
          <Select
            {...control}
            value={timing.kind}
            onChange={({ target }) => onChange({ kind: target.value as TimingKind })}
          >
            {Object.entries(KINDS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {timing.kind === "cron" && <CronFields timing={timing} onChange={onChange} />}
      {timing.kind === "interval" && <IntervalFields timing={timing} onChange={onChange} />}
      {timing.kind === "rrule" && (
        <Field label="Rule" hint="As in RFC 5545.">
          {(control) => (
            <TextArea
              {...control}
              value={timing.rrule}
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
            value={timing.timezone}
            onChange={({ target }) => onChange({ timezone: target.value })}
          >
            {zones(timing.timezone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        )}
      </Field>
    </>
  );
}

function CronFields({ timing, onChange }: Props) {
  return (
    <>
      <Field label="Cron expression" hint="Minute, hour, day of the month, month, day of the week.">
        {(control) => (
          <TextInput
            {...control}
            value={timing.cron}
            onChange={({ target }) => onChange({ cron: target.value })}
            className="font-mono"
          />
        )}
      </Field>
      {namesBothDays(timing.cron) && (
        <Field label="Day of the month and day of the week">
          {(control) => (
            <Select
              {...control}
              value={timing.dayOr ? "or" : "and"}
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

function IntervalFields({ timing, onChange }: Props) {
  const zone = useShownZone();
  return (
    <>
      <div className="grid grid-cols-2 gap-3">
        <Field label="Every">
          {(control) => (
            <TextInput
              {...control}
              inputMode="decimal"
              value={timing.every}
              onChange={({ target }) => onChange({ every: target.value })}
            />
          )}
        </Field>
        <Field label="Unit">
          {(control) => (
            <Select
              {...control}
              value={timing.unit}
              onChange={({ target }) => onChange({ unit: target.value })}
            >
              {Object.keys(UNITS).map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      <Field label="Counted from" hint={`In ${zone}; left empty, from now.`}>
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            step={1}
            value={toZonedInput(timing.anchor)}
            onChange={({ target }) => onChange({ anchor: fromZonedInput(target.value)?.toISOString() ?? "" })}
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
