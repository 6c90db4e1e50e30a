import { useState } from "react";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { fromZonedInput, toZonedInput } from "../forms/zoned-input.ts";
import { useShownZone } from "../times/shown-zone.ts";
import { type Span, spanBetween, startOfSpan } from "./home-span.ts";

type Props = { span: Span; onClose: () => void; onChange: (span: Span) => void };

/** Asks between which two times the page is to look. */
export function SpanDialog({ span, onClose, onChange }: Props) {
  const zone = useShownZone();
  const [from, setFrom] = useState(() => {
    const start = startOfSpan(span, Date.now());
    return toZonedInput(new Date(start).toISOString()).slice(0, 16);
  });
  const [to, setTo] = useState(() => {
    const end = startOfSpan(span, Date.now()) + span.seconds * 1_000;
    return toZonedInput(new Date(end).toISOString()).slice(0, 16);
  });
  return (
    <FormDialog
      title="Show a stretch of time"
      submit="Show"
      isOpen
      onClose={onClose}
      onSubmit={async () => {
        const [first, last] = [fromZonedInput(from), fromZonedInput(to)];
        if (!first || !last) throw new Error("Say from when and to when.");
        if (first >= last) throw new Error("It ends before it begins.");
        const chosen = spanBetween(first.getTime(), last.getTime());
        if (!chosen) throw new Error("It may last from a minute to 366 days.");
        onChange(chosen);
      }}
    >
      <Field label="From">
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={from}
            onChange={({ target }) => setFrom(target.value)}
          />
        )}
      </Field>
      <Field label="To" hint={`In ${zone}.`}>
        {(control) => (
          <TextInput
            {...control}
            type="datetime-local"
            value={to}
            onChange={({ target }) => setTo(target.value)}
          />
        )}
      </Field>
    </FormDialog>
  );
}
