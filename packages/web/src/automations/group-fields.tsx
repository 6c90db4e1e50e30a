import { CalendarClock, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "../components/button.tsx";
import { Field } from "../forms/field.tsx";
import { Select } from "../forms/inputs.tsx";
import { newTiming } from "../schedules/timing.ts";
import { TimingFields } from "../schedules/timing-fields.tsx";
import type { GroupForm, GroupOrder, GroupPart } from "./group-form.ts";
import { NumberField } from "./metric-fields.tsx";
import { TriggerFields } from "./trigger-fields.tsx";
import { NEW_TRIGGER } from "./trigger-form.ts";

type Props = { group: GroupForm; onChange: (group: GroupForm) => void };

const ORDERS: Readonly<Record<GroupOrder, string>> = {
  all: "all of these happened",
  any: "any of these happened",
  some: "so many of these happened",
  sequence: "these happened one after the other",
};

/** Several things that an automation waits for, and how they belong together. */
export function GroupFields({ group, onChange }: Props) {
  const change = (patch: Partial<GroupForm>) => onChange({ ...group, ...patch });
  const { order, count, minutes, parts } = group;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="It acts when">
          {(control) => (
            <Select
              {...control}
              value={order}
              onChange={({ target }) => change({ order: target.value as GroupOrder })}
            >
              {Object.entries(ORDERS).map(([one, words]) => (
                <option key={one} value={one}>
                  {words}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <div className="grid grid-cols-2 gap-3">
          {order === "some" && (
            <NumberField
              label="How many"
              value={count}
              onChange={(next) => change({ count: Math.max(1, Math.round(next)) })}
            />
          )}
          <NumberField
            label="Within minutes (0: ever)"
            value={minutes}
            onChange={(next) => change({ minutes: next })}
          />
        </div>
      </div>
      <ol className="flex flex-col gap-3">
        {parts.map((part, at) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: parts have nothing else to be told apart by.
            key={at}
            aria-label={`Event ${at + 1}`}
            className="flex gap-2 rounded-lg border border-line p-3"
          >
            <div className="min-w-0 grow">
              <PartFields part={part} onChange={(next) => change({ parts: parts.with(at, next) })} />
            </div>
            <IconButton
              label={`Remove event ${at + 1}`}
              onClick={() => change({ parts: parts.toSpliced(at, 1) })}
            >
              <Trash2 size={16} aria-hidden="true" />
            </IconButton>
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-2">
        <Button
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => change({ parts: [...parts, { kind: "event", event: NEW_TRIGGER }] })}
        >
          Wait for something else too
        </Button>
        <Button
          icon={<CalendarClock size={14} aria-hidden="true" />}
          onClick={() => change({ parts: [...parts, { kind: "schedule", timing: newTiming() }] })}
        >
          Wait for a time too
        </Button>
      </div>
    </div>
  );
}

function PartFields({ part, onChange }: { part: GroupPart; onChange: (part: GroupPart) => void }) {
  if (part.kind === "event")
    return <TriggerFields trigger={part.event} onChange={(event) => onChange({ kind: "event", event })} />;
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <TimingFields
        label="The time"
        timing={part.timing}
        onChange={(patch) => onChange({ kind: "schedule", timing: { ...part.timing, ...patch } })}
      />
    </div>
  );
}
