import { clsx } from "clsx";
import { TimingFields } from "../schedules/timing-fields.tsx";
import { type AnyTriggerForm, TEMPLATES, templateOf } from "./any-trigger-form.ts";
import { GroupFields } from "./group-fields.tsx";
import { MetricFields } from "./metric-fields.tsx";
import { TriggerFields } from "./trigger-fields.tsx";

type Props = { trigger: AnyTriggerForm; onChange: (trigger: AnyTriggerForm) => void };

/** What an automation waits for: begun with a template, changed part by part. */
export function TriggerEditor({ trigger, onChange }: Props) {
  const current = templateOf(trigger);
  return (
    <>
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="pb-1 font-medium text-xs">Begin with</legend>
        {TEMPLATES.map(({ name, trigger: template }) => (
          <button
            key={name}
            type="button"
            aria-pressed={name === current}
            onClick={() => name !== current && onChange(template)}
            className={clsx(
              "h-7 rounded-full border px-3 text-xs",
              name === current
                ? "border-accent bg-selected font-medium text-text"
                : "border-line-strong text-text-soft hover:bg-hover",
            )}
          >
            {name}
          </button>
        ))}
      </fieldset>
      {trigger.kind === "event" && (
        <TriggerFields trigger={trigger.event} onChange={(event) => onChange({ kind: "event", event })} />
      )}
      {trigger.kind === "group" && (
        <GroupFields group={trigger.group} onChange={(group) => onChange({ kind: "group", group })} />
      )}
      {trigger.kind === "metric" && (
        <MetricFields metric={trigger.metric} onChange={(metric) => onChange({ kind: "metric", metric })} />
      )}
      {trigger.kind === "schedule" && (
        <div className="grid gap-3 sm:grid-cols-2">
          <TimingFields
            label="When it acts"
            timing={trigger.timing}
            onChange={(patch) => onChange({ kind: "schedule", timing: { ...trigger.timing, ...patch } })}
          />
        </div>
      )}
    </>
  );
}
