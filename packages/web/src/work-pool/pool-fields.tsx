import { Field } from "../forms/field.tsx";
import { TextArea, TextInput } from "../forms/inputs.tsx";

export type PoolDraft = { name: string; description: string; limit: string };

type Props = {
  draft: PoolDraft;
  onChange: (draft: PoolDraft) => void;
  faults: { name?: string; limit?: string };
  /** The name of a pool that is there already stays. */
  hasName: boolean;
};

/** What a pool is called, and how many of its runs may go on at once. */
export function PoolFields({ draft, onChange, faults, hasName }: Props) {
  return (
    <>
      {hasName && (
        <Field label="Name" isRequired error={faults.name}>
          {(control) => (
            <TextInput
              {...control}
              value={draft.name}
              onChange={({ target }) => onChange({ ...draft, name: target.value })}
            />
          )}
        </Field>
      )}
      <Field label="Description">
        {(control) => (
          <TextArea
            {...control}
            rows={2}
            value={draft.description}
            onChange={({ target }) => onChange({ ...draft, description: target.value })}
          />
        )}
      </Field>
      <Field label="Runs at once" error={faults.limit} hint="As many as there are when left empty.">
        {(control) => (
          <TextInput
            {...control}
            inputMode="numeric"
            value={draft.limit}
            onChange={({ target }) => onChange({ ...draft, limit: target.value })}
            className="tabular max-w-48"
          />
        )}
      </Field>
    </>
  );
}
