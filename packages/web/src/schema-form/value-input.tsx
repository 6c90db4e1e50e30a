import { useState } from "react";
import { Select, TextArea, TextInput } from "../forms/inputs.tsx";
import { parseJson } from "../forms/parse-json.ts";
import { TagInput } from "../forms/tag-input.tsx";
import { fromZonedInput, toZonedInput } from "../forms/zoned-input.ts";
import { BlockInput } from "./block-input.tsx";
import { type JsonSchema, kindOf } from "./json-schema.ts";

type Control = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };
type Props = Control & {
  schema: JsonSchema;
  isNullable: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

// More of them would make the page long.
const MOST_RADIOS = 5;

/** The control for a value of a schema. */
export function ValueInput({ schema, isNullable, value, onChange, ...control }: Props) {
  const empty = isNullable ? null : undefined;
  switch (kindOf(schema)) {
    case "number":
      return <NumberInput {...control} schema={schema} value={value} empty={empty} onChange={onChange} />;
    case "flag":
      return (
        <Choice
          {...control}
          options={[true, false]}
          labels={["Yes", "No"]}
          value={value}
          isNullable={isNullable}
          onChange={onChange}
        />
      );
    case "choice":
      return (
        <Choice
          {...control}
          options={schema.enum ?? []}
          value={value}
          isNullable={isNullable}
          onChange={onChange}
        />
      );
    case "list":
      return <ListInput {...control} schema={schema} value={value} onChange={onChange} />;
    case "date":
    case "time":
      return (
        <TextInput
          {...control}
          type={schema.format === "date" ? "date" : "datetime-local"}
          step={1}
          value={schema.format === "date" ? textOf(value) : toZonedInput(textOf(value))}
          onChange={({ target }) => {
            if (target.value === "") onChange(empty);
            else
              onChange(schema.format === "date" ? target.value : fromZonedInput(target.value)?.toISOString());
          }}
          className="max-w-64"
        />
      );
    case "text":
      return (
        <Text
          {...control}
          schema={schema}
          value={textOf(value)}
          onChange={(text) =>
            onChange(text === "" && isNullable && schema.default === undefined ? null : text)
          }
        />
      );
    case "block":
      return (
        <BlockInput
          {...control}
          slug={schema.block_type_slug ?? ""}
          isNullable={isNullable}
          value={value}
          onChange={onChange}
        />
      );
    case "secret":
      return (
        <TextInput
          {...control}
          type="password"
          value={textOf(value)}
          onChange={({ target }) => onChange(target.value)}
        />
      );
    default:
      return <JsonInput {...control} value={value} onChange={onChange} />;
  }
}

const textOf = (value: unknown): string =>
  value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);

type TextProps = Control & { schema: JsonSchema; value: string; onChange: (text: string) => void };

/** Text that has lines already gets more room. */
function Text({ schema, value, onChange, ...control }: TextProps) {
  const isLong = value.includes("\n") || value.length > 80 || schema.format === "multiline";
  return isLong ? (
    <TextArea {...control} value={value} onChange={({ target }) => onChange(target.value)} />
  ) : (
    <TextInput {...control} value={value} onChange={({ target }) => onChange(target.value)} />
  );
}

type NumberProps = Control & {
  schema: JsonSchema;
  value: unknown;
  empty: null | undefined;
  onChange: (value: unknown) => void;
};

/** What is typed stays as it is typed; the value is a number as soon as it is one. */
function NumberInput({ schema, value, empty, onChange, ...control }: NumberProps) {
  const [typed, setTyped] = useState<string>();
  return (
    <TextInput
      {...control}
      inputMode={schema.type === "integer" ? "numeric" : "decimal"}
      value={typed ?? textOf(value)}
      onChange={({ target }) => {
        setTyped(target.value);
        const text = target.value.trim();
        const number = Number(text);
        if (text === "") onChange(empty);
        else onChange(Number.isFinite(number) ? number : text);
      }}
      onBlur={() => setTyped(undefined)}
      className="tabular max-w-48"
    />
  );
}

type ChoiceProps = Control & {
  options: readonly unknown[];
  labels?: readonly string[];
  value: unknown;
  isNullable: boolean;
  onChange: (value: unknown) => void;
};

function Choice({ options, labels, value, isNullable, onChange, ...control }: ChoiceProps) {
  const words = labels ?? options.map(textOf);
  const at = options.indexOf(value);
  if (options.length > MOST_RADIOS || (isNullable && value == null)) {
    return (
      <Select
        {...control}
        value={at}
        onChange={({ target }) => onChange(options[Number(target.value)] ?? null)}
      >
        {at < 0 && <option value={-1}>{isNullable ? "None" : "Choose one"}</option>}
        {words.map((word, index) => (
          <option key={word} value={index}>
            {word}
          </option>
        ))}
        {at >= 0 && isNullable && <option value={-2}>None</option>}
      </Select>
    );
  }
  return (
    <div role="radiogroup" {...control} className="flex flex-wrap gap-x-4 gap-y-1">
      {words.map((word, index) => (
        <label key={word} className="inline-flex h-7 items-center gap-2 text-sm">
          <input
            type="radio"
            name={control.id}
            checked={index === at}
            onChange={() => onChange(options[index])}
            className="size-3.5 accent-accent-fill"
          />
          {word}
        </label>
      ))}
    </div>
  );
}

function ListInput({
  schema,
  value,
  onChange,
  ...control
}: Control & Pick<Props, "schema" | "value" | "onChange">) {
  const isNumeric = typeof schema.items === "object" && schema.items.type !== "string";
  const items = Array.isArray(value) ? value.map(textOf) : [];
  return (
    <TagInput
      {...control}
      placeholder="Enter adds one; several may be pasted"
      value={items}
      onChange={(texts) =>
        onChange(
          texts.map((text) =>
            isNumeric && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text,
          ),
        )
      }
    />
  );
}

/** What is typed is the value as soon as it is JSON; before that nothing changes, and it is said why. */
function JsonInput({ value, onChange, ...control }: Control & Pick<Props, "value" | "onChange">) {
  const [typed, setTyped] = useState<string>();
  const parsed = typed === undefined ? undefined : parseJson(typed);
  return (
    <>
      <TextArea
        {...control}
        value={typed ?? (value === undefined ? "" : JSON.stringify(value, null, 2))}
        placeholder="JSON"
        onChange={({ target }) => {
          setTyped(target.value);
          const next = parseJson(target.value);
          if ("value" in next) onChange(next.value);
        }}
        className="font-mono text-xs"
      />
      {parsed && "fault" in parsed && <p className="text-failed text-xs">{parsed.fault}</p>}
    </>
  );
}
