import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { api } from "../api/client.ts";
import { toast } from "../components/toast.tsx";
import { Select } from "../forms/inputs.tsx";

const KEY = ["result-storage"];
// More than anybody keeps.
const MOST_BLOCKS = 200;

/** Where results are kept of flows that do not say it themselves, and the way to change that; nothing while no block could hold them. */
export function ResultStorage() {
  const id = useId();
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => {
      const block_schemas = { block_capabilities: { all_: ["write-path"] } };
      const [{ default_result_storage_block_id: chosen }, blocks] = await Promise.all([
        api.getResultStorage({}, { signal }),
        api.listBlockDocuments({ body: { block_schemas, limit: MOST_BLOCKS } }, { signal }),
      ]);
      return { chosen, blocks };
    },
  });
  if (!data || data.blocks.length === 0) return null;
  const choose = async (blockId: string) => {
    try {
      if (blockId) await api.setResultStorage({ body: { default_result_storage_block_id: blockId } });
      else await api.clearResultStorage({});
    } catch (error) {
      toast(`It could not be changed: ${String(error)}`);
    }
    await queryClient.invalidateQueries({ queryKey: KEY });
  };
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-4 py-2">
      <label htmlFor={id} className="text-text-soft">
        Results of flows that do not say where
      </label>
      <Select
        id={id}
        value={data.chosen ?? ""}
        onChange={({ target }) => void choose(target.value)}
        className="md:w-64!"
      >
        <option value="">stay where the flow runs</option>
        {data.blocks.map(({ id: blockId, name, block_type_name: type }) => (
          <option key={blockId} value={blockId}>
            go to {name} ({type})
          </option>
        ))}
      </Select>
    </div>
  );
}
