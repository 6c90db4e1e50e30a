import type { BlockDocument } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Loaded } from "../components/loaded.tsx";
import { toast } from "../components/toast.tsx";
import { FormPage } from "../forms/form-page.tsx";
import { BlockForm } from "./block-form.tsx";
import { changedValues } from "./block-schema.ts";
import { useBlock, valuesOf } from "./use-block.ts";

/** Changes the values of a block. */
export function EditBlockPage({ id }: { id: string }) {
  return (
    <Loaded query={useBlock(id)} failure="The block could not be read" title="Edit a block">
      {(block) => <EditForm key={id} block={block} />}
    </Loaded>
  );
}

function EditForm({ block }: { block: BlockDocument }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [initial] = useState(() => valuesOf(block));
  const [values, setValues] = useState(initial);
  const leave = () => void navigate({ to: "/blocks/block/$id", params: { id: block.id } });
  const save = async () => {
    const data = changedValues(values, initial);
    await api.updateBlockDocument({ params: { id: block.id }, body: { data } });
    await queryClient.invalidateQueries({ queryKey: ["block", block.id] });
    toast(`Saved ${block.name}.`);
    leave();
  };
  return (
    <FormPage title={`Edit ${block.name}`} submit="Save" onSubmit={save} onCancel={leave}>
      <BlockForm
        fields={block.block_schema?.fields ?? {}}
        values={values}
        initial={initial}
        onChange={setValues}
      />
    </FormPage>
  );
}
