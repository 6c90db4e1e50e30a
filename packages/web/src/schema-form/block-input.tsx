import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Select } from "../forms/inputs.tsx";

type Props = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
  /** The slug of the type that the block has to be of. */
  slug: string;
  isNullable: boolean;
  value: unknown;
  onChange: (value: unknown) => void;
};

/** A block, picked among those of its type; it is sent as a reference to it. */
export function BlockInput({ slug, isNullable, value, onChange, ...control }: Props) {
  const { data: blocks = [], isSuccess } = useQuery({
    queryKey: ["blocks-of-type", slug],
    queryFn: ({ signal }) => api.listBlockDocumentsOfType({ params: { slug }, query: {} }, { signal }),
    retry: false,
  });
  const id = referredId(value);
  const isKnown = id === "" || blocks.some((block) => block.id === id);
  return (
    <Select
      {...control}
      value={id}
      onChange={({ target }) =>
        onChange(
          target.value === ""
            ? isNullable
              ? null
              : undefined
            : { $ref: { block_document_id: target.value } },
        )
      }
    >
      <option value="">
        {isSuccess && blocks.length === 0 ? `There is no block of the type ${slug} yet` : "Choose a block"}
      </option>
      {!isKnown && <option value={id}>{id}</option>}
      {blocks.map((block) => (
        <option key={block.id} value={block.id}>
          {block.name}
        </option>
      ))}
    </Select>
  );
}

function referredId(value: unknown): string {
  const reference = (value as { $ref?: unknown } | null | undefined)?.$ref;
  if (typeof reference === "string") return reference;
  const id = (reference as { block_document_id?: unknown } | undefined)?.block_document_id;
  return typeof id === "string" ? id : "";
}
