import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Menu, MenuCheck, MenuLabel } from "../components/menu.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { FilterMenuButton } from "./filter-menu-button.tsx";
import type { RunListSearch } from "./run-list-search.ts";

const MOST = 100;

/** Which flows' runs are shown. */
export function FlowMenu({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  return (
    <Menu trigger={<FilterMenuButton label="Flow" isInForce={search.flow !== undefined} />}>
      <FlowChecks search={search} onChange={onChange} />
    </Menu>
  );
}

/** Asked for only once the menu is open. */
function FlowChecks({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  const { data: flows, error } = useQuery({
    queryKey: ["flow-names"],
    queryFn: ({ signal }) => api.listFlows({ body: { sort: "NAME_ASC", limit: MOST } }, { signal }),
  });
  if (error) return <MenuLabel>The flows could not be read.</MenuLabel>;
  if (!flows) return <MenuLabel>Reading the flows…</MenuLabel>;
  if (flows.length === 0) return <MenuLabel>There are no flows yet.</MenuLabel>;
  const chosen = (search.flow ?? []).filter((name) => !name.includes("*"));
  const set = (name: string, isOn: boolean) => {
    const next = isOn ? [...chosen, name] : chosen.filter((other) => other !== name);
    onChange({ flow: next.length > 0 ? next : undefined });
  };
  return (
    <>
      {flows.map(({ id, name }) => (
        <MenuCheck key={id} checked={chosen.includes(name)} onChange={(isOn) => set(name, isOn)} staysOpen>
          {name}
        </MenuCheck>
      ))}
      {flows.length === MOST && <MenuLabel>There are more: type flow:name.</MenuLabel>}
    </>
  );
}
