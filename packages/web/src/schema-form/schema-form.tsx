import type { Faults } from "./faults.ts";
import { type JsonSchema, propertiesOf, resolveSchema } from "./json-schema.ts";
import { SchemaField } from "./schema-field.tsx";

export type Values = Readonly<Record<string, unknown>>;

type Props = {
  schema: JsonSchema;
  /** What was given; a field that is not in it shows its default. */
  values: Values;
  /** What the fields had before anything was changed here, to go back to. */
  initial: Values;
  faults: Faults;
  onChange: (values: Values) => void;
};

/** A field for each parameter, required ones first. */
export function SchemaForm({ schema, values, initial, faults, onChange }: Props) {
  const { schema: root } = resolveSchema(schema, schema);
  const change = (name: string, value: unknown) => {
    const { [name]: _, ...others } = values;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  return (
    <div className="flex flex-col gap-4">
      {propertiesOf(root).map(([name, property, isRequired]) => (
        <SchemaField
          key={name}
          name={name}
          path={name}
          schema={property}
          root={schema}
          isRequired={isRequired}
          value={values[name]}
          initial={initial[name]}
          faults={faults}
          onChange={(value) => change(name, value)}
        />
      ))}
    </div>
  );
}
