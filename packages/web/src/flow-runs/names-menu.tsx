import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client.ts";
import { Menu, MenuCheck, MenuLabel } from "../components/menu.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { FilterMenuButton } from "./filter-menu-button.tsx";
import type { RunListSearch } from "./run-list-search.ts";

const MOST = 100;

type Source = {
  label: string;
  /** What there is several of, for sentences. */
  plural: string;
  read: (signal: AbortSignal) => Promise<readonly { name: string }[]>;
};

const SOURCES = {
  flow: {
    label: "Flow",
    plural: "flows",
    read: (signal) => api.listFlows({ body: { sort: "NAME_ASC", limit: MOST } }, { signal }),
  },
  deployment: {
    label: "Deployment",
    plural: "deployments",
    read: (signal) => api.listDeployments({ body: { sort: "NAME_ASC", limit: MOST } }, { signal }),
  },
  pool: {
    label: "Pool",
    plural: "work pools",
    read: (signal) => api.listWorkPools({ body: { limit: MOST } }, { signal }),
  },
} as const satisfies Record<string, Source>;

type Props = { field: keyof typeof SOURCES; search: RunListSearch; onChange: ChangeSearch };

/** Whose runs are shown: those of some flows, deployments or work pools. */
export function NamesMenu({ field, search, onChange }: Props) {
  return (
    <Menu trigger={<FilterMenuButton label={SOURCES[field].label} isInForce={search[field] !== undefined} />}>
      <NameChecks field={field} search={search} onChange={onChange} />
    </Menu>
  );
}

/** Asked for only once the menu is open. */
function NameChecks({ field, search, onChange }: Props) {
  const { plural, read } = SOURCES[field];
  const { data, error } = useQuery({
    queryKey: ["names-of", field],
    queryFn: ({ signal }): Promise<readonly { name: string }[]> => read(signal),
  });
  if (error) return <MenuLabel>The {plural} could not be read.</MenuLabel>;
  if (!data) return <MenuLabel>Reading the {plural}…</MenuLabel>;
  if (data.length === 0) return <MenuLabel>There are no {plural} yet.</MenuLabel>;
  const chosen = (search[field] ?? []).filter((name) => !name.includes("*"));
  const set = (name: string, isOn: boolean) => {
    const next = isOn ? [...chosen, name] : chosen.filter((other) => other !== name);
    onChange({ [field]: next.length > 0 ? next : undefined });
  };
  // Several deployments may have one name: those of different flows.
  const names = [...new Set(data.map(({ name }) => name))];
  return (
    <>
      {names.map((name) => (
        <MenuCheck key={name} checked={chosen.includes(name)} onChange={(isOn) => set(name, isOn)} staysOpen>
          {name}
        </MenuCheck>
      ))}
      {data.length === MOST && <MenuLabel>There are more: type {field}:name.</MenuLabel>}
    </>
  );
}
