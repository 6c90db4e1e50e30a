import { STATE_TYPES } from "@reeve/protocol/state-types";
import { Trash2 } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { Field } from "../forms/field.tsx";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { type ActionForm, OFFERED, type OfferedType, targetKindOf } from "./action-form.ts";
import { ACTION_WORDS } from "./automation-words.ts";
import { NumberField } from "./metric-fields.tsx";
import type { Targets } from "./use-targets.ts";

type Props = {
  action: ActionForm;
  targets: Targets;
  onChange: (action: ActionForm) => void;
  onRemove: () => void;
};

/** One thing that an automation does. */
export function ActionFields({ action, targets, onChange, onRemove }: Props) {
  const change = (patch: Partial<ActionForm>) => onChange({ ...action, ...patch });
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-line p-3">
      <div className="flex items-end gap-2">
        <div className="min-w-0 grow">
          <Field label="It will">
            {(control) => (
              <Select
                {...control}
                value={action.type}
                onChange={(event) => change({ type: event.target.value as OfferedType, target: "" })}
              >
                {OFFERED.map(([type]) => (
                  <option key={type} value={type}>
                    {ACTION_WORDS[type]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <IconButton label="Remove this action" onClick={onRemove}>
          <Trash2 size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <Target action={action} targets={targets} onChange={change} />
      {action.type === "change-flow-run-state" && (
        <Field label="To the state">
          {(control) => (
            <Select
              {...control}
              value={action.state}
              onChange={(event) => change({ state: event.target.value as ActionForm["state"] })}
            >
              {STATE_TYPES.map((type) => (
                <option key={type} value={type}>
                  {type.toLowerCase()}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {action.type === "run-deployment" && <RunDetails action={action} onChange={change} />}
      <Message action={action} onChange={change} />
    </li>
  );
}

type PartProps = { action: ActionForm; onChange: (patch: Partial<ActionForm>) => void };

const TARGET_WORDS = {
  deployment: "Deployment",
  "work-pool": "Work pool",
  "work-queue": "Work queue",
  automation: "Automation",
  block: "Through the block",
} as const;

function Target({ action, targets, onChange }: PartProps & { targets: Targets }) {
  const kind = targetKindOf(action.type);
  if (kind === "none") return null;
  const offered = targets[kind].filter(({ isFor }) => !isFor || isFor(action.type));
  const isKnown = action.target === "" || offered.some(({ id }) => id === action.target);
  return (
    <Field
      label={TARGET_WORDS[kind]}
      hint={
        kind === "block" && offered.length === 0
          ? "There is no such block yet; make one under Blocks."
          : undefined
      }
    >
      {(control) => (
        <Select
          {...control}
          value={action.target}
          onChange={(event) => onChange({ target: event.target.value })}
        >
          <option value="">{kind === "block" ? "Choose one" : "The one of the event"}</option>
          {!isKnown && <option value={action.target}>{action.target}</option>}
          {offered.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

function RunDetails({ action, onChange }: PartProps) {
  return (
    <details>
      <summary className="cursor-pointer text-text-soft text-xs">Parameters, job variables, delay</summary>
      <div className="mt-2 grid gap-3 sm:grid-cols-2">
        <Field label="Parameters" hint="JSON; {{ }} is filled in from the event.">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={action.parameters}
              onChange={(event) => onChange({ parameters: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
        <Field label="Job variables" hint="JSON.">
          {(control) => (
            <TextArea
              {...control}
              rows={2}
              value={action.jobVariables}
              onChange={(event) => onChange({ jobVariables: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
        <NumberField
          label="After so many minutes"
          value={action.delayMinutes}
          onChange={(delayMinutes) => onChange({ delayMinutes })}
        />
      </div>
    </details>
  );
}

function Message({ action, onChange }: PartProps) {
  if (targetKindOf(action.type) !== "block") return null;
  return (
    <>
      {action.type === "send-notification" && (
        <Field label="Subject">
          {(control) => (
            <TextInput
              {...control}
              value={action.subject}
              onChange={(event) => onChange({ subject: event.target.value })}
            />
          )}
        </Field>
      )}
      <Field
        label={action.type === "send-notification" ? "Text" : "Payload"}
        hint="What stands in {{ }} is filled in from the event, such as {{ flow_run.name }}."
      >
        {(control) => (
          <TextArea
            {...control}
            value={action.body}
            onChange={(event) => onChange({ body: event.target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
    </>
  );
}
