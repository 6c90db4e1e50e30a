import type { FlowRun } from "@reeve/protocol";
import { useState } from "react";
import { userZone } from "../../components/format-time.ts";
import { Field } from "../../forms/field.tsx";
import { FormDialog } from "../../forms/form-dialog.tsx";
import { TextInput } from "../../forms/inputs.tsx";
import { toLocalInput } from "../../forms/local-time.ts";

type Props = {
  run: FlowRun;
  isOpen: boolean;
  onClose: () => void;
  onReschedule: (at: Date) => Promise<void>;
};

/** Gives a run that has not begun another time. */
export function RescheduleDialog({ run, isOpen, onClose, onReschedule }: Props) {
  const due = run.next_scheduled_start_time ?? run.expected_start_time;
  const [typed, setTyped] = useState<string>();
  return (
    <FormDialog
      title={`Reschedule ${run.name}`}
      submit="Reschedule"
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        const at = new Date(typed ?? toLocalInput(due));
        if (Number.isNaN(at.getTime())) throw new Error("Say when it is to begin.");
        await onReschedule(at);
      }}
    >
      <Field label="It begins at" hint={`In ${userZone()}. A time that is past means at once.`}>
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            step={1}
            value={typed ?? toLocalInput(due)}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
