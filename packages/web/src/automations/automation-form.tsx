import type { AutomationCreate } from "@reeve/protocol";
import { Braces, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { Field } from "../forms/field.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { TextArea, TextInput } from "../forms/inputs.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import { ActionFields } from "./action-fields.tsx";
import { NEW_ACTION } from "./action-form.ts";
import { type AutomationDraft, asJson, toAutomation } from "./automation-draft.ts";
import { TriggerFields } from "./trigger-fields.tsx";
import { useTargets } from "./use-targets.ts";

type Props = {
  title: string;
  submit: string;
  initial: AutomationDraft;
  onSave: (automation: AutomationCreate) => Promise<void>;
  onCancel: () => void;
};

type PartProps = { draft: AutomationDraft; onChange: (patch: Partial<AutomationDraft>) => void };

/** An automation as a sentence: when this, do that; or as JSON. */
export function AutomationForm({ title, submit, initial, onSave, onCancel }: Props) {
  const [draft, setDraft] = useState(initial);
  const change = (patch: Partial<AutomationDraft>) => setDraft((before) => ({ ...before, ...patch }));
  return (
    <FormPage
      title={title}
      submit={submit}
      onCancel={onCancel}
      onSubmit={async () => {
        const automation = toAutomation(draft);
        if ("fault" in automation) throw new Error(automation.fault);
        await onSave(automation);
      }}
    >
      <Field label="Name" isRequired>
        {(control) => (
          <TextInput
            {...control}
            value={draft.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      {draft.json === undefined ? (
        <Sentence draft={draft} onChange={change} />
      ) : (
        <Field label="Trigger and actions" hint="As JSON, in the words of the API.">
          {(control) => (
            <TextArea
              {...control}
              rows={24}
              value={draft.json}
              onChange={(event) => change({ json: event.target.value })}
              className="font-mono text-xs"
            />
          )}
        </Field>
      )}
      <Button
        className="self-start"
        icon={<Braces size={14} aria-hidden="true" />}
        onClick={() => setDraft(draft.json === undefined ? asJson(draft) : { ...draft, json: undefined })}
      >
        {draft.json === undefined ? "Write it as JSON" : "Begin again with the form"}
      </Button>
      <Field label="Description" hint="Markdown.">
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            value={draft.description}
            onChange={(event) => change({ description: event.target.value })}
          />
        )}
      </Field>
      <Field label="Tags">
        {(control) => <TagInput {...control} value={draft.tags} onChange={(tags) => change({ tags })} />}
      </Field>
    </FormPage>
  );
}

function Sentence({ draft, onChange }: PartProps) {
  const targets = useTargets();
  const { trigger, actions } = draft;
  return (
    <>
      <section aria-label="When" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">When</h2>
        <TriggerFields trigger={trigger} onChange={(next) => onChange({ trigger: next })} />
      </section>
      <section aria-label="Then" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">Then</h2>
        <ul className="flex flex-col gap-3">
          {actions.map((action, at) => (
            <ActionFields
              // biome-ignore lint/suspicious/noArrayIndexKey: actions have nothing else to be told apart by.
              key={at}
              action={action}
              targets={targets}
              onChange={(next) => onChange({ actions: actions.with(at, next) })}
              onRemove={() => onChange({ actions: actions.toSpliced(at, 1) })}
            />
          ))}
        </ul>
        <Button
          className="self-start"
          icon={<Plus size={14} aria-hidden="true" />}
          onClick={() => onChange({ actions: [...actions, NEW_ACTION] })}
        >
          {actions.length === 0 ? "Say what it does" : "Do something else too"}
        </Button>
      </section>
    </>
  );
}
