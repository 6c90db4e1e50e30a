import type { WorkQueue } from "@reeve/protocol";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { parseLimit } from "../forms/parse-limit.ts";
import { Switch } from "../forms/switch.tsx";

type Props = {
  poolName: string;
  edited: WorkQueue | "new" | undefined;
  onClose: () => void;
  onSaved: () => void;
};
type Draft = { name: string; description: string; limit: string; priority: string; isPaused: boolean };

const EMPTY: Draft = { name: "", description: "", limit: "", priority: "", isPaused: false };

/** Makes a queue or changes one. */
export function QueueDialog({ poolName, edited, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  useEffect(() => {
    if (edited !== undefined) setDraft(edited === "new" ? EMPTY : draftOf(edited));
  }, [edited]);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const limit = parseLimit(draft.limit);
  const priority = parseLimit(draft.priority);
  const save = async () => {
    if (draft.name.trim() === "") throw new Error("A queue needs a name.");
    if ("fault" in limit || "fault" in priority || priority.value === 0)
      throw new Error("Mend what is marked.");
    const body = {
      name: draft.name.trim(),
      description: draft.description,
      is_paused: draft.isPaused,
      concurrency_limit: limit.value,
      ...(priority.value === null ? {} : { priority: priority.value }),
    };
    if (edited === "new") await api.createWorkQueue({ params: { work_pool_name: poolName }, body });
    else if (edited) await api.updateWorkQueue({ params: { id: edited.id }, body });
    onSaved();
  };
  const isNew = edited === "new";
  const text = (key: "name" | "description" | "limit" | "priority") => ({
    value: draft[key],
    onChange: ({ target }: { target: { value: string } }) => change({ [key]: target.value }),
  });
  return (
    <FormDialog
      title={isNew ? "New queue" : "Edit queue"}
      submit={isNew ? "Create" : "Save"}
      isOpen={edited !== undefined}
      onClose={onClose}
      onSubmit={save}
    >
      <Field label="Name" isRequired>
        {(control) => <TextInput {...control} {...text("name")} />}
      </Field>
      <Field label="Description">{(control) => <TextInput {...control} {...text("description")} />}</Field>
      <Field
        label="Priority"
        hint="1 is served first. When left empty, a new queue gets the first that is free."
        error={"fault" in priority || priority.value === 0 ? "A whole number from 1 on." : undefined}
      >
        {(control) => <TextInput {...control} inputMode="numeric" {...text("priority")} />}
      </Field>
      <Field
        label="Runs at once"
        hint="As many as there are when left empty."
        error={"fault" in limit ? limit.fault : undefined}
      >
        {(control) => <TextInput {...control} inputMode="numeric" {...text("limit")} />}
      </Field>
      <Switch
        label="Takes on runs"
        isLabelShown
        checked={!draft.isPaused}
        onChange={(isOn) => change({ isPaused: !isOn })}
      />
    </FormDialog>
  );
}

const draftOf = (queue: WorkQueue): Draft => ({
  name: queue.name,
  description: queue.description ?? "",
  limit: String(queue.concurrency_limit ?? ""),
  priority: String(queue.priority),
  isPaused: queue.is_paused,
});
