import { Field } from "../forms/field.tsx";
import { Select, TextInput } from "../forms/inputs.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import type { MetricForm } from "./metric-form.ts";

type Props = { metric: MetricForm; onChange: (metric: MetricForm) => void };

const FIGURES: Readonly<Record<MetricForm["name"], { words: string; unit: string }>> = {
  successes: { words: "how many of them completed", unit: "percent" },
  duration: { words: "how long they took on average", unit: "seconds" },
  lateness: { words: "how late they began on average", unit: "seconds" },
};

const OPERATORS: Readonly<Record<MetricForm["operator"], string>> = {
  "<": "is below",
  "<=": "is at most",
  ">": "is above",
  ">=": "is at least",
};

/** Which figure of flow runs is compared with what, and for how long. */
export function MetricFields({ metric, onChange }: Props) {
  const change = (patch: Partial<MetricForm>) => onChange({ ...metric, ...patch });
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label="The figure">
        {(control) => (
          <Select
            {...control}
            value={metric.name}
            onChange={({ target }) => change({ name: target.value as MetricForm["name"] })}
          >
            {Object.entries(FIGURES).map(([name, { words }]) => (
              <option key={name} value={name}>
                {words}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Of the flows" hint="Names of flows; none means every flow.">
        {(control) => <TagInput {...control} value={metric.names} onChange={(names) => change({ names })} />}
      </Field>
      <div className="grid grid-cols-2 gap-3">
        <Field label="It acts when that">
          {(control) => (
            <Select
              {...control}
              value={metric.operator}
              onChange={({ target }) => change({ operator: target.value as MetricForm["operator"] })}
            >
              {Object.entries(OPERATORS).map(([operator, words]) => (
                <option key={operator} value={operator}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <NumberField
          label={`Limit in ${FIGURES[metric.name].unit}`}
          value={metric.threshold}
          onChange={(threshold) => change({ threshold })}
        />
      </div>
      <div className="grid grid-cols-2 gap-3">
        <NumberField
          label="Over the last minutes"
          value={metric.rangeMinutes}
          onChange={(rangeMinutes) => change({ rangeMinutes })}
        />
        <NumberField
          label="For so many minutes"
          value={metric.firingMinutes}
          onChange={(firingMinutes) => change({ firingMinutes })}
        />
      </div>
    </div>
  );
}

type NumberProps = { label: string; value: number; onChange: (value: number) => void };

/** A number from 0 on. */
export const NumberField = ({ label, value, onChange }: NumberProps) => (
  <Field label={label}>
    {(control) => (
      <TextInput
        {...control}
        type="number"
        min={0}
        step="any"
        value={value}
        onChange={({ target }) => onChange(Math.max(0, Number(target.value) || 0))}
      />
    )}
  </Field>
);
