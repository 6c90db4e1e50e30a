import type { ConcurrencyLimit } from "@reeve/protocol";
import { useEffect, useState } from "react";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { Select, TextInput } from "../forms/inputs.tsx";
import { parseLimit } from "../forms/parse-limit.ts";
import { Switch } from "../forms/switch.tsx";
import { limitKind } from "./limit-kind.ts";

type Props = { edited: ConcurrencyLimit | "new" | undefined; onClose: () => void; onSaved: () => void };
type Draft = { kind: "global" | "tag"; name: string; limit: string; decay: string; isActive: boolean };

const EMPTY: Draft = { kind: "global", name: "", limit: "1", decay: "0", isActive: true };

/** Makes a concurrency limit or changes one. */
export function LimitDialog({ edited, onClose, onSaved }: Props) {
  const [draft, setDraft] = useState(EMPTY);
  useEffect(() => {
    if (edited !== undefined) setDraft(edited === "new" ? EMPTY : draftOf(edited));
  }, [edited]);
  const change = (patch: Partial<Draft>) => setDraft((before) => ({ ...before, ...patch }));
  const isNew = edited === "new";
  const isNamed = isNew || (edited !== undefined && limitKind(edited.name).kind === "global");
  const limit = parseLimit(draft.limit);
  const limitFault =
    "fault" in limit || limit.value === null ? "A whole number from 0 on; 0 lets nobody through." : undefined;
  const decay = Number(draft.decay);
  const decayFault = Number.isFinite(decay) && decay >= 0 ? undefined : "A number from 0 on.";
  const save = async () => {
    const name = draft.name.trim();
    if (name === "") throw new Error("A limit needs a name.");
    if ("fault" in limit || limit.value === null || decayFault) throw new Error("Mend what is marked.");
    const settings = { limit: limit.value, active: draft.isActive, slot_decay_per_second: decay };
    if (edited === "new") {
      const fullName = draft.kind === "tag" ? `tag:${name}` : name;
      await api.createConcurrencyLimit({ body: { name: fullName, ...settings } });
    } else if (edited) {
      const renamed = isNamed && name !== edited.name ? { name } : {};
      await api.updateConcurrencyLimit({
        params: { id_or_name: edited.id },
        body: { ...settings, ...renamed },
      });
    }
    onSaved();
  };
  return (
    <FormDialog
      title={isNew ? "New concurrency limit" : "Edit concurrency limit"}
      submit={isNew ? "Create" : "Save"}
      isOpen={edited !== undefined}
      onClose={onClose}
      onSubmit={save}
    >
      {isNew && (
        <Field label="It limits">
          {(control) => (
            <Select
              {...control}
              value={draft.kind}
              onChange={({ target }) => change({ kind: target.value === "tag" ? "tag" : "global" })}
            >
              <option value="global">Whatever asks for it by its name</option>
              <option value="tag">Task runs with a tag</option>
            </Select>
          )}
        </Field>
      )}
      {isNamed && (
        <Field label={draft.kind === "tag" ? "Tag" : "Name"} isRequired>
          {(control) => (
            <TextInput
              {...control}
              value={draft.name}
              onChange={({ target }) => change({ name: target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Slots" isRequired hint="How many may go on at once." error={limitFault}>
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={draft.limit}
            onChange={({ target }) => change({ limit: target.value })}
          />
        )}
      </Field>
      <Field
        label="Slots that come free each second"
        hint="Makes it a limit of rate; 0 keeps a slot taken until it is given back."
        error={decayFault}
      >
        {(control) => (
          <TextInput
            {...control}
            inputMode="decimal"
            value={draft.decay}
            onChange={({ target }) => change({ decay: target.value })}
          />
        )}
      </Field>
      <Switch
        label="In force"
        isLabelShown
        checked={draft.isActive}
        onChange={(isActive) => change({ isActive })}
      />
    </FormDialog>
  );
}

const draftOf = (limit: ConcurrencyLimit): Draft => ({
  kind: limitKind(limit.name).kind === "tag" ? "tag" : "global",
  name: limit.name,
  limit: String(limit.limit),
  decay: String(limit.slot_decay_per_second),
  isActive: limit.active,
});
