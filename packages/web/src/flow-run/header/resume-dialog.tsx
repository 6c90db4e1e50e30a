import type { FlowRun } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { Skeleton } from "../../components/skeleton.tsx";
import { Field } from "../../forms/field.tsx";
import { FormDialog } from "../../forms/form-dialog.tsx";
import { TextArea } from "../../forms/inputs.tsx";
import { parseJson } from "../../forms/parse-json.ts";
import { Markdown } from "../../markdown/markdown.tsx";
import { type Faults, faultsByPath, type ServerFault } from "../../schema-form/faults.ts";
import type { JsonSchema } from "../../schema-form/json-schema.ts";
import { SchemaForm, type Values } from "../../schema-form/schema-form.tsx";

type Props = {
  run: FlowRun;
  isOpen: boolean;
  onClose: () => void;
  onResume: (input: Record<string, unknown> | undefined) => Promise<void>;
};

const NOTHING: Values = {};

/** Lets a paused run go on; where it waits for an answer, with a form for that. */
export function ResumeDialog({ run, isOpen, onClose, onResume }: Props) {
  const keyset = run.state?.state_details.run_input_keyset ?? undefined;
  const { data: question, isPending } = useQuery({
    queryKey: ["run-question", run.id, run.state_id],
    queryFn: ({ signal }) => readQuestion(run.id, keyset ?? {}, signal),
    enabled: isOpen && keyset !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [values, setValues] = useState(NOTHING);
  const [faults, setFaults] = useState<Faults>({});
  const [text, setText] = useState("{}");
  const schema = question?.schema;
  const resume = async () => {
    if (!keyset) return await onResume(undefined);
    if (!schema) return await onResume(readObject(text));
    const { errors } = await api.validateValues({
      body: { schema: schema as Record<string, unknown>, values: { ...values } },
    });
    const found = faultsByPath((errors ?? []) as ServerFault[]);
    setFaults(found);
    if (Object.keys(found).length > 0)
      throw new Error(found[""] ?? "Some answers do not fit; they are marked.");
    await onResume({ ...values });
  };
  return (
    <FormDialog
      title={keyset ? `Answer ${run.name}` : `Resume ${run.name}`}
      submit={keyset ? "Answer and resume" : "Resume"}
      isOpen={isOpen}
      onClose={onClose}
      onSubmit={resume}
    >
      {!keyset && <p className="text-text-soft">The run goes on where it was paused.</p>}
      {keyset && isPending && <Skeleton className="h-24" />}
      {question?.description && <Markdown text={question.description} />}
      {schema && (
        <SchemaForm schema={schema} values={values} initial={NOTHING} faults={faults} onChange={setValues} />
      )}
      {keyset && !isPending && !schema && (
        <Field label="Input as JSON" hint="An object, in braces.">
          {(control) => (
            <TextArea
              {...control}
              rows={6}
              value={text}
              onChange={({ target }) => setText(target.value)}
              className="font-mono text-xs"
            />
          )}
        </Field>
      )}
    </FormDialog>
  );
}

/** What the run asks: the schema of the answer and, perhaps, words in Markdown; undefined where it kept none. */
async function readQuestion(id: string, keyset: Record<string, string>, signal: AbortSignal) {
  const read = (key: string | undefined) =>
    key === undefined
      ? undefined
      : api.getFlowRunInput({ params: { id, key } }, { signal }).then(
          // The client reads every answer as JSON, so a schema is an object already, whatever its endpoint says.
          (value): unknown => value,
          () => undefined,
        );
  const [schema, description] = await Promise.all([read(keyset.schema), read(keyset.description)]);
  return {
    schema: typeof schema === "object" && schema !== null ? (schema as JsonSchema) : undefined,
    description: typeof description === "string" ? description : undefined,
  };
}

function readObject(text: string): Record<string, unknown> {
  const read = parseJson(text);
  if ("fault" in read) throw new Error(read.fault);
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error("The input must be an object, in braces.");
  }
  return value;
}
