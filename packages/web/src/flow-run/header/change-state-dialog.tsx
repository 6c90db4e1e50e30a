import type { FlowRun, StateCreate, StateType } from "@reeve/protocol";
import { STATE_TYPES } from "@reeve/protocol/state-types";
import { useState } from "react";
import { stateLabel } from "../../components/run-state.ts";
import { Field } from "../../forms/field.tsx";
import { FormDialog } from "../../forms/form-dialog.tsx";
import { Select, TextInput } from "../../forms/inputs.tsx";

type Props = {
  /** What is changed: the name of a run. */
  name: string;
  current: FlowRun["state_type"];
  isOpen: boolean;
  onClose: () => void;
  onChange: (state: StateCreate) => Promise<void>;
};

/** Puts a run into a state by hand, whatever the rules between states say. */
export function ChangeStateDialog({ name, current, isOpen, onClose, onChange }: Props) {
  const offered = STATE_TYPES.filter((type) => type !== current);
  const [type, setType] = useState<StateType>("COMPLETED");
  const [message, setMessage] = useState("");
  const chosen = offered.includes(type) ? type : (offered[0] ?? type);
  return (
    <FormDialog
      title={`Change the state of ${name}`}
      submit="Change"
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        await onChange({ type: chosen, ...(message.trim() && { message: message.trim() }) });
        setMessage("");
      }}
    >
      <p className="text-text-soft">
        Only the record changes: a program that still runs is not stopped, and none is started.
      </p>
      <Field label="New state">
        {(control) => (
          <Select {...control} value={chosen} onChange={({ target }) => setType(target.value as StateType)}>
            {offered.map((one) => (
              <option key={one} value={one}>
                {stateLabel(one)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Message" hint="Why, for those who read it later.">
        {(control) => (
          <TextInput {...control} value={message} onChange={({ target }) => setMessage(target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
