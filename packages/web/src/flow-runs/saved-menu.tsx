import type { SavedSearch } from "@reeve/protocol";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Check, House, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../components/menu.tsx";
import { toast } from "../components/toast.tsx";
import { Field } from "../forms/field.tsx";
import { FormDialog } from "../forms/form-dialog.tsx";
import { TextInput } from "../forms/inputs.tsx";
import { defaultFilters, setDefaultFilters } from "./default-filters.ts";
import { FilterMenuButton } from "./filter-menu-button.tsx";
import type { RunListSearch } from "./run-list-search.ts";
import { isSameSearch, readSavedFilters, type SavedFilters, toSavedFilters } from "./saved-filters.ts";

const KEY = ["saved-filters"];

type Props = { search: RunListSearch; onSearch: (search: RunListSearch) => void };

/** Filters that have a name: goes to them, keeps those in force, and sets with which the list opens. */
export function SavedMenu({ search, onSearch }: Props) {
  const [isSaving, setSaving] = useState(false);
  return (
    <>
      <Menu trigger={<FilterMenuButton label="Saved" isInForce={false} />}>
        <SavedItems search={search} onSearch={onSearch} onSave={() => setSaving(true)} />
      </Menu>
      <SaveDialog search={search} isOpen={isSaving} onClose={() => setSaving(false)} />
    </>
  );
}

/** Asked for only once the menu is open. */
function SavedItems({ search, onSearch, onSave }: Props & { onSave: () => void }) {
  const { data: saved, error } = useQuery<SavedFilters[]>({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      readSavedFilters((await api.listSavedSearches({ body: {} }, { signal })) as SavedSearch[]),
  });
  const queryClient = useQueryClient();
  const remove = async ({ id, name }: SavedFilters) => {
    await api.deleteSavedSearch({ params: { id } });
    await queryClient.invalidateQueries({ queryKey: KEY });
    toast(`"${name}" is no longer saved.`);
  };
  if (error) return <MenuLabel>The saved filters could not be read.</MenuLabel>;
  if (!saved) return <MenuLabel>Reading what is saved…</MenuLabel>;
  const current = saved.find((one) => isSameSearch(one.search, search));
  const isPlain = Object.keys(search).length === 0;
  const byDefault = defaultFilters();
  const isDefault = isSameSearch(search, byDefault ?? {});
  return (
    <>
      {saved.length === 0 && <MenuLabel>No filters are saved yet.</MenuLabel>}
      {saved.map((one) => (
        <MenuItem
          key={one.id}
          icon={one === current ? <Check size={14} className="text-accent" /> : <span className="w-3.5" />}
          onSelect={() => onSearch(one.search)}
        >
          {one.name}
        </MenuItem>
      ))}
      <MenuLine />
      {!isPlain && !current && (
        <MenuItem icon={<Bookmark size={14} />} onSelect={onSave}>
          Save these filters…
        </MenuItem>
      )}
      <MenuItem
        icon={<House size={14} />}
        disabled={isDefault}
        onSelect={() => {
          setDefaultFilters(isPlain ? undefined : search);
          toast(isPlain ? "The list opens with all runs again." : "The list opens with these filters now.");
        }}
      >
        {isPlain ? "Open with all runs" : "Open with these filters"}
      </MenuItem>
      {current && (
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => void remove(current)}>
          {`Forget "${current.name}"`}
        </MenuItem>
      )}
    </>
  );
}

type DialogProps = { search: RunListSearch; isOpen: boolean; onClose: () => void };

function SaveDialog({ search, isOpen, onClose }: DialogProps) {
  const [name, setName] = useState("");
  const queryClient = useQueryClient();
  const save = async () => {
    const text = name.trim();
    if (text === "") throw new Error("Give the filters a name.");
    await api.saveSearch({ body: { name: text, filters: toSavedFilters(search) } });
    await queryClient.invalidateQueries({ queryKey: KEY });
    setName("");
    toast(`Saved as "${text}".`);
  };
  return (
    <FormDialog title="Save these filters" submit="Save" isOpen={isOpen} onClose={onClose} onSubmit={save}>
      <Field label="Name" isRequired hint="Everybody who uses this server sees it under Saved.">
        {(control) => (
          <TextInput {...control} value={name} autoFocus onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
