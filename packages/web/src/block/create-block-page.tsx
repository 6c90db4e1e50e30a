import type { BlockSchema, BlockType } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { KindMark } from "../components/kind-mark.tsx";
import { Loaded } from "../components/loaded.tsx";
import { toast } from "../components/toast.tsx";
import { Field } from "../forms/field.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { Markdown } from "../markdown/markdown.tsx";
import { plainText } from "../markdown/plain-text.ts";
import type { Values } from "../schema-form/schema-form.tsx";
import { BlockForm } from "./block-form.tsx";

/** Makes a block of a type. */
export function CreateBlockPage({ slug }: { slug: string }) {
  const query = useQuery({
    queryKey: ["block-type", slug],
    queryFn: async ({ signal }) => {
      const type = await api.getBlockTypeBySlug({ params: { slug } }, { signal });
      const schemas = await api.listBlockSchemas(
        { body: { block_schemas: { block_type_id: { any_: [type.id] } }, limit: 1 } },
        { signal },
      );
      return { type, schema: schemas[0] };
    },
    retry: false,
  });
  return (
    <Loaded query={query} failure="The type could not be read" title="New block">
      {({ type, schema }) =>
        schema ? <CreateForm key={slug} type={type} schema={schema} /> : <NoSchema type={type} />
      }
    </Loaded>
  );
}

function NoSchema({ type }: { type: BlockType }) {
  return (
    <div className="flex flex-col gap-3 p-4">
      <h1 className="font-semibold text-lg tracking-tight">New {type.name}</h1>
      <p>This type has no schema yet: its package registers one.</p>
    </div>
  );
}

const NAME = /^[a-z0-9-]+$/;
const NOTHING: Values = {};

function CreateForm({ type, schema }: { type: BlockType; schema: BlockSchema }) {
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [values, setValues] = useState(NOTHING);
  const [isTried, setTried] = useState(false);
  const nameFault = NAME.test(name) ? undefined : "Small letters, digits and hyphens.";
  const create = async () => {
    setTried(true);
    if (nameFault) throw new Error("Mend what is marked.");
    const { id } = await api.createBlockDocument({
      body: { name, data: { ...values }, block_schema_id: schema.id, block_type_id: type.id },
    });
    toast(`Made the block ${name}.`);
    await navigate({ to: "/blocks/block/$id", params: { id } });
  };
  return (
    <FormPage
      title={`New ${type.name}`}
      submit="Create block"
      onSubmit={create}
      onCancel={() => void navigate({ to: "/blocks/catalog" })}
    >
      <div className="-mt-2 flex items-center gap-3">
        <KindMark kind={type.slug} name={type.name} />
        {type.description && <p className="text-text-soft">{plainText(type.description)}</p>}
      </div>
      {schema.capabilities.length > 0 && (
        <p className="-mt-2 text-text-faint text-xs">It can: {schema.capabilities.join(", ")}</p>
      )}
      <Field label="Block name" isRequired error={isTried ? nameFault : undefined}>
        {(control) => (
          <TextInput
            {...control}
            value={name}
            onChange={({ target }) => setName(target.value)}
            className="font-mono"
          />
        )}
      </Field>
      <BlockForm fields={schema.fields} values={values} initial={NOTHING} onChange={setValues} />
      {type.code_example && (
        <details className="text-sm">
          <summary className="text-text-soft">How programs use it</summary>
          <div className="mt-2">
            <Markdown text={type.code_example.replaceAll("BLOCK_NAME", name || "BLOCK_NAME")} level={2} />
          </div>
        </details>
      )}
    </FormPage>
  );
}
