import type { AutomationCreate } from "@reeve/protocol";
import { Braces, Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "../components/button.tsx";
import { CodeBlock } from "../components/code-block.tsx";
import { toast } from "../components/toast.tsx";
import { Field } from "../forms/field.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { TextArea, TextInput } from "../forms/inputs.tsx";
import { TagInput } from "../forms/tag-input.tsx";
import { ActionFields } from "./action-fields.tsx";
import { type ActionForm, NEW_ACTION } from "./action-form.ts";
import { type AutomationDraft, asForm, asJson, toAutomation } from "./automation-draft.ts";
import { TriggerEditor } from "./trigger-editor.tsx";
import { type Targets, useTargets } from "./use-targets.ts";

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
      <JsonTwin draft={draft} onChange={setDraft} />
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

/** The same as JSON, to look at or to write on, and the way back to the form. */
function JsonTwin({
  draft,
  onChange,
}: {
  draft: AutomationDraft;
  onChange: (draft: AutomationDraft) => void;
}) {
  const back = () => {
    const form = asForm(draft);
    if (form) onChange(form);
    else toast("The form cannot show all of this, so it stays JSON.");
  };
  if (draft.json !== undefined) {
    return (
      <Button className="self-start" onClick={back}>
        Back to the form
      </Button>
    );
  }
  return (
    <details>
      <summary className="cursor-pointer text-text-soft">The same as JSON</summary>
      <CodeBlock text={asJson(draft).json ?? ""} label="Copy the JSON" />
      <Button
        className="mt-2"
        icon={<Braces size={14} aria-hidden="true" />}
        onClick={() => onChange(asJson(draft))}
      >
        Write it as JSON
      </Button>
    </details>
  );
}

function Sentence({ draft, onChange }: PartProps) {
  const targets = useTargets();
  const { trigger, actions, beginning, ending } = draft;
  return (
    <>
      <section aria-label="When" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">When</h2>
        <TriggerEditor trigger={trigger} onChange={(next) => onChange({ trigger: next })} />
      </section>
      <section aria-label="Then" className="flex flex-col gap-3">
        <h2 className="font-semibold text-base">Then</h2>
        <ActionList
          actions={actions}
          targets={targets}
          add={actions.length === 0 ? "Say what it does" : "Do something else too"}
          onChange={(next) => onChange({ actions: next })}
        />
      </section>
      <details open={beginning.length + ending.length > 0}>
        <summary className="cursor-pointer text-text-soft">Only when it begins, or once it is over</summary>
        <div className="mt-3 flex flex-col gap-5">
          <section aria-label="When it begins" className="flex flex-col gap-3">
            <h3 className="font-medium">When it begins</h3>
            <ActionList
              actions={beginning}
              targets={targets}
              add="Do something when it begins"
              onChange={(next) => onChange({ beginning: next })}
            />
          </section>
          <section aria-label="Once it is over" className="flex flex-col gap-3">
            <h3 className="font-medium">Once it is over</h3>
            <ActionList
              actions={ending}
              targets={targets}
              add="Do something once it is over"
              onChange={(next) => onChange({ ending: next })}
            />
          </section>
        </div>
      </details>
    </>
  );
}

type ActionListProps = {
  actions: ActionForm[];
  targets: Targets;
  /** What is pressed for another one. */
  add: string;
  onChange: (actions: ActionForm[]) => void;
};

function ActionList({ actions, targets, add, onChange }: ActionListProps) {
  return (
    <>
      {actions.length > 0 && (
        <ul className="flex flex-col gap-3">
          {actions.map((action, at) => (
            <ActionFields
              // biome-ignore lint/suspicious/noArrayIndexKey: actions have nothing else to be told apart by.
              key={at}
              action={action}
              targets={targets}
              onChange={(next) => onChange(actions.with(at, next))}
              onRemove={() => onChange(actions.toSpliced(at, 1))}
            />
          ))}
        </ul>
      )}
      <Button
        className="self-start"
        icon={<Plus size={14} aria-hidden="true" />}
        onClick={() => onChange([...actions, NEW_ACTION])}
      >
        {add}
      </Button>
    </>
  );
}
