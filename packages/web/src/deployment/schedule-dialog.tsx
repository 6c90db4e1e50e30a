import { useState } from "react";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { describeSchedule } from "../schedules/describe-schedule.ts";

type Kind = "cron" | "interval" | "rrule";
type Draft = { kind: Kind; cron: string; every: string; unit: string; rrule: string; timezone: string };

const UNITS: Readonly<Record<string, number>> = { minutes: 60, hours: 3600, days: 86_400, weeks: 604_800 };
const KINDS: Readonly<Record<Kind, string>> = {
  cron: "At certain times (cron)",
  interval: "Every so often",
  rrule: "By a recurrence rule (RRULE)",
};

const newDraft = (): Draft => ({
  kind: "cron",
  cron: "0 6 * * *",
  every: "1",
  unit: "hours",
  rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=6;BYMINUTE=0",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

type Props = { deploymentId: string; isOpen: boolean; onClose: () => void; onAdded: () => void };

/** Adds a schedule, which is told in words while it is written. */
export function ScheduleDialog({ deploymentId, isOpen, onClose, onAdded }: Props) {
  const [draft, setDraft] = useState(newDraft);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const schedule = scheduleOf(draft);
  const add = async () => {
    if (!schedule) throw new Error("Give a number above 0.");
    const body = [{ schedule, active: true }];
    await api.createDeploymentSchedules({ params: { id: deploymentId }, body });
    setDraft(newDraft());
    onAdded();
  };
  return (
    <FormDialog title="Add a schedule" submit="Add" isOpen={isOpen} onClose={onClose} onSubmit={add}>
      <Field label="When it runs">
        {(control) => (
          <Select
            {...control}
            value={draft.kind}
            onChange={({ target }) => change({ kind: target.value as Kind })}
          >
            {Object.entries(KINDS).map(([kind, words]) => (
              <option key={kind} value={kind}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.kind === "cron" && (
        <Field label="Cron expression" hint="Minute, hour, day of the month, month, day of the week.">
          {(control) => (
            <TextInput
              {...control}
              value={draft.cron}
              onChange={({ target }) => change({ cron: target.value })}
              className="font-mono"
            />
          )}
        </Field>
      )}
      {draft.kind === "interval" && (
        <div className="grid grid-cols-2 gap-3">
          <Field label="Every">
            {(control) => (
              <TextInput
                {...control}
                inputMode="decimal"
                value={draft.every}
                onChange={({ target }) => change({ every: target.value })}
              />
            )}
          </Field>
          <Field label="Unit">
            {(control) => (
              <Select
                {...control}
                value={draft.unit}
                onChange={({ target }) => change({ unit: target.value })}
              >
                {Object.keys(UNITS).map((unit) => (
                  <option key={unit}>{unit}</option>
                ))}
              </Select>
            )}
          </Field>
        </div>
      )}
      {draft.kind === "rrule" && (
        <Field label="Rule" hint="As in RFC 5545.">
          {(control) => (
            <TextArea
              {...control}
              value={draft.rrule}
              onChange={({ target }) => change({ rrule: target.value })}
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
            onChange={({ target }) => change({ timezone: target.value })}
          >
            {zones(draft.timezone).map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        )}
      </Field>
      {schedule && (
        <p aria-live="polite" className="rounded-md bg-sunken px-2.5 py-1.5 text-text-soft">
          {describeSchedule({ anchor_date: "", day_or: true, ...schedule })}
        </p>
      )}
    </FormDialog>
  );
}

function scheduleOf({ kind, cron, every, unit, rrule, timezone }: Draft) {
  if (kind === "cron") return { cron, timezone };
  if (kind === "rrule") return { rrule, timezone };
  const interval = Number(every) * (UNITS[unit] ?? 1);
  return interval > 0 ? { interval, timezone } : undefined;
}

const zones = (own: string): string[] => [...new Set([own, "UTC", ...Intl.supportedValuesOf("timeZone")])];
