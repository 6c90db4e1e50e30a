import { useQueries } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Field } from "../forms/field.tsx";
import { Select } from "../forms/inputs.tsx";
import { SchemaForm, type Values } from "../schema-form/schema-form.tsx";
import { type BlockFields, nestedFields, plainFields } from "./block-schema.ts";

type Props = {
  fields: BlockFields;
  values: Values;
  initial: Values;
  onChange: (values: Values) => void;
};

/** The fields of a block: plain ones by their schema, other blocks picked from those there are. */
export function BlockForm({ fields, values, initial, onChange }: Props) {
  return (
    <>
      <SchemaForm
        schema={plainFields(fields)}
        values={values}
        initial={initial}
        faults={{}}
        onChange={onChange}
      />
      {Object.entries(nestedFields(fields)).map(([name, slugs]) => (
        <NestedBlock
          key={name}
          label={fields.properties?.[name]?.title ?? name}
          slugs={slugs}
          isRequired={fields.required?.includes(name) ?? false}
          value={referredId(values[name])}
          onChange={(id) => {
            const { [name]: _, ...others } = values;
            onChange(id === "" ? others : { ...others, [name]: { $ref: { block_document_id: id } } });
          }}
        />
      ))}
    </>
  );
}

function referredId(value: unknown): string {
  const reference = value as { $ref?: { block_document_id?: string } } | undefined;
  return reference?.$ref?.block_document_id ?? "";
}

type NestedProps = {
  label: string;
  slugs: readonly string[];
  isRequired: boolean;
  value: string;
  onChange: (id: string) => void;
};

function NestedBlock({ label, slugs, isRequired, value, onChange }: NestedProps) {
  const documents = useQueries({
    queries: slugs.map((slug) => ({
      queryKey: ["blocks-of-type", slug],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        api.listBlockDocumentsOfType({ params: { slug }, query: {} }, { signal }),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  const hint =
    documents.length === 0 ? `There is no block of the type ${slugs.join(" or ")} yet.` : undefined;
  return (
    <Field label={label} isRequired={isRequired} hint={hint}>
      {(control) => (
        <Select {...control} value={value} onChange={({ target }) => onChange(target.value)}>
          <option value="">None</option>
          {documents.map(({ id, name, block_type_name: type }) => (
            <option key={id} value={id}>
              {name} ({type})
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
