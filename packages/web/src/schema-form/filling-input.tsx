import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Select, TextArea } from "../forms/inputs.tsx";
import { type FillingKind, toFilling } from "./filling.ts";

type Props = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  filling: { kind: FillingKind; text: string };
  onChange: (value: unknown) => void;
};

// More variables than anybody looks through.
const MOST_VARIABLES = 200;

/** The control for what a parameter is filled in with: a variable's name, a template, JSON. */
export function FillingInput({ filling: { kind, text }, onChange, ...control }: Props) {
  if (kind === "workspace_variable") return <VariableInput {...control} name={text} onChange={onChange} />;
  return (
    <TextArea
      {...control}
      rows={3}
      value={text}
      placeholder={kind === "jinja" ? "{{ 2 + 2 }}" : "[1, 2]"}
      onChange={({ target }) => onChange(toFilling(kind, target.value))}
      className="font-mono text-xs"
    />
  );
}

type VariableProps = Omit<Props, "filling"> & { name: string };

function VariableInput({ name, onChange, ...control }: VariableProps) {
  const { data: variables = [] } = useQuery({
    queryKey: ["variables-to-pick"],
    queryFn: ({ signal }) =>
      api.listVariables({ body: { sort: "NAME_ASC", limit: MOST_VARIABLES } }, { signal }),
  });
  const isKnown = variables.some((variable) => variable.name === name);
  return (
    <Select
      {...control}
      value={name}
      onChange={({ target }) => onChange(toFilling("workspace_variable", target.value))}
    >
      <option value="">Choose a variable</option>
      {name !== "" && !isKnown && <option value={name}>{name}</option>}
      {variables.map((variable) => (
        <option key={variable.id} value={variable.name}>
          {variable.name} = {JSON.stringify(variable.value)}
        </option>
      ))}
    </Select>
  );
}
