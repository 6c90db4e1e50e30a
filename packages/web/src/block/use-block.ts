import type { BlockDocument } from "@reeve/protocol";
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { useLiveKinds } from "../lists/use-live-kinds.ts";
import type { Values } from "../schema-form/schema-form.tsx";

/** A block, its secrets masked, kept up to date. */
export function useBlock(id: string) {
  const queryKey = ["block", id];
  useLiveKinds(["block-document"], queryKey);
  return useQuery({
    queryKey,
    queryFn: ({ signal }) => api.getBlockDocument({ params: { id }, query: {} }, { signal }),
    retry: false,
  });
}

/** The values of a block with references again where other blocks stand in it. */
export function valuesOf({ data, block_document_references: references }: BlockDocument): Values {
  const nested = Object.entries(references).map(([name, reference]) => {
    const { block_document: { id = "" } = {} } = reference as { block_document?: { id?: string } };
    return [name, { $ref: { block_document_id: id } }] as const;
  });
  return { ...data, ...Object.fromEntries(nested) };
}
