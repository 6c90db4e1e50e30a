import { RotateCcw } from "lucide-react";
import { useContext } from "react";
import { Field } from "../forms/field.tsx";
import type { Faults } from "./faults.ts";
import { AllowsFilling, fillingOf } from "./filling.ts";
import { FillingInput } from "./filling-input.tsx";
import { FillingMenu } from "./filling-menu.tsx";
import { isSame } from "./is-same.ts";
import { type JsonSchema, kindOf, limitsOf, propertiesOf, resolveSchema } from "./json-schema.ts";
import { ValueInput } from "./value-input.tsx";

type Props = {
  name: string;
  /** Its place in the whole, which faults are found by. */
  path: string;
  schema: JsonSchema;
  root: JsonSchema;
  isRequired: boolean;
  value: unknown;
  initial: unknown;
  faults: Faults;
  onChange: (value: unknown) => void;
};

/** One parameter: a control that fits its schema, what limits it, and a way back to what it was. */
export function SchemaField(props: Props) {
  const { name, path, schema: given, root, isRequired, value, initial, faults, onChange } = props;
  const { schema, isNullable } = resolveSchema(given, root);
  const allowsFilling = useContext(AllowsFilling);
  const filling = allowsFilling ? fillingOf(value) : undefined;
  if (kindOf(schema) === "object" && !filling) return <ObjectField {...props} schema={schema} />;
  const standard = schema.default;
  const shown = value === undefined ? standard : value;
  const isChanged = value !== undefined && !isSame(value, initial === undefined ? standard : initial);
  const hints = [schema.description, limitsOf(schema)].filter((hint) => hint !== undefined);
  return (
    <div className="relative">
      <Field
        label={schema.title ?? name}
        isRequired={isRequired}
        error={faults[path]}
        hint={hints.length > 0 ? hints.join(" · ") : undefined}
      >
        {(control) =>
          filling ? (
            <FillingInput {...control} filling={filling} onChange={onChange} />
          ) : (
            <ValueInput
              {...control}
              schema={schema}
              isNullable={isNullable || !isRequired}
              value={shown}
              onChange={onChange}
            />
          )
        }
      </Field>
      <div className="absolute top-0 right-0 flex -translate-y-1 items-center">
        {isChanged && (
          <button
            type="button"
            onClick={() => onChange(initial)}
            title={`Back to ${JSON.stringify(initial === undefined ? standard : initial) ?? "nothing"}`}
            className="inline-flex h-6 items-center gap-1 rounded-sm px-1 text-accent text-xs hover:underline"
          >
            <RotateCcw size={11} aria-hidden="true" />
            changed<span className="sr-only"> {schema.title ?? name}; put it back</span>
          </button>
        )}
        {allowsFilling && (
          <FillingMenu label={schema.title ?? name} value={value} initial={initial} onChange={onChange} />
        )}
      </div>
    </div>
  );
}

function ObjectField({ name, path, schema, root, value, initial, faults, onChange }: Props) {
  const values = asObject(value ?? schema.default);
  const before = asObject(initial);
  return (
    <fieldset className="flex flex-col gap-4 rounded-lg border border-line p-3">
      <legend className="px-1 font-medium text-text text-xs">{schema.title ?? name}</legend>
      {schema.description && <p className="text-text-faint text-xs">{schema.description}</p>}
      {faults[path] && <p className="text-failed text-xs">{faults[path]}</p>}
      {propertiesOf(schema).map(([child, property, isRequired]) => (
        <SchemaField
          key={child}
          name={child}
          path={`${path}.${child}`}
          schema={property}
          root={root}
          isRequired={isRequired}
          value={values[child]}
          initial={before[child]}
          faults={faults}
          onChange={(next) => {
            const { [child]: _, ...others } = values;
            onChange(next === undefined ? others : { ...others, [child]: next });
          }}
        />
      ))}
    </fieldset>
  );
}

const asObject = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
