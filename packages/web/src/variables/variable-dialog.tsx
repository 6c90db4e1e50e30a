import type { Variable } from "@reeve/protocol";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TextArea, TextInput } from "../forms/inputs.tsx";
import { parseJson } from "../forms/parse-json.ts";
import { TagInput } from "../forms/tag-input.tsx";

type Props = { edited: Variable | "new" | undefined; onClose: () => void; onSaved: () => void };
type Draft = { name: string; value: string; tags: string[] };

const EMPTY: Draft = { name: "", value: '""', tags: [] };
const NAME = /^[a-z0-9_-]{1,255}$/;

/** Makes a variable or changes one. */
export function VariableDialog({ edited, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  const [isTried, setTried] = useState(false);
  useEffect(() => {
    if (edited === undefined) return;
    setTried(false);
    setDraft(edited === "new" ? EMPTY : draftOf(edited));
  }, [edited]);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const value = parseJson(draft.value);
  const nameFault = NAME.test(draft.name)
    ? undefined
    : "Small letters, digits, hyphens and underscores, at most 255.";
  const save = async () => {
    setTried(true);
    if (nameFault || "fault" in value) throw new Error("Mend what is marked.");
    const body = { name: draft.name, value: value.value, tags: draft.tags };
    if (edited === "new") await api.createVariable({ body });
    else if (edited) await api.updateVariable({ params: { id: edited.id }, body });
    onSaved();
  };
  const isNew = edited === "new";
  return (
    <FormDialog
      title={isNew ? "New variable" : "Edit variable"}
      submit={isNew ? "Create" : "Save"}
      isOpen={edited !== undefined}
      onClose={onClose}
      onSubmit={save}
    >
      <Field label="Name" isRequired error={isTried ? nameFault : undefined}>
        {(control) => (
          <TextInput
            {...control}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
            className="font-mono"
          />
        )}
      </Field>
      <Field
        label="Value"
        isRequired
        hint={'JSON: 5, true, "text", [1, 2] or {"a": 1}.'}
        error={isTried && "fault" in value ? value.fault : undefined}
      >
        {(control) => (
          <TextArea
            {...control}
            value={draft.value}
            onChange={(event) => change({ value: event.target.value })}
            className="font-mono text-xs"
          />
        )}
      </Field>
      <Field label="Tags">
        {(control) => <TagInput {...control} value={draft.tags} onChange={(tags) => change({ tags })} />}
      </Field>
    </FormDialog>
  );
}

const draftOf = ({ name, value, tags }: Variable): Draft => ({
  name,
  value: JSON.stringify(value, null, 2),
  tags: [...tags],
});
