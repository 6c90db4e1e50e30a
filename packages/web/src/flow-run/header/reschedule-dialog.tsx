import type { FlowRun } from "@reeve/protocol";
import { useState } from "react";
import { Field } from "../../forms/field.tsx";
import { FormDialog } from "../../forms/form-dialog.tsx";
import { TextInput } from "../../forms/inputs.tsx";
import { fromZonedInput, toZonedInput } from "../../forms/zoned-input.ts";
import { useShownZone } from "../../times/shown-zone.ts";

type Props = {
  run: FlowRun;
  isOpen: boolean;
  onClose: () => void;
  onReschedule: (at: Date) => Promise<void>;
};

/** Gives a run that has not begun another time. */
export function RescheduleDialog({ run, isOpen, onClose, onReschedule }: Props) {
  const due = run.next_scheduled_start_time ?? run.expected_start_time;
  const zone = useShownZone();
  const [typed, setTyped] = useState<string>();
  return (
    <FormDialog
      title={`Reschedule ${run.name}`}
      submit="Reschedule"
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={async () => {
        const at = fromZonedInput(typed ?? toZonedInput(due));
        if (!at) throw new Error("Say when it is to begin.");
        await onReschedule(at);
      }}
    >
      <Field label="It begins at" hint={`In ${zone}. A time that is past means at once.`}>
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            step={1}
            value={typed ?? toZonedInput(due)}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
