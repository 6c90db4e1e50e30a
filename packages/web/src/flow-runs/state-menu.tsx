import { Menu, MenuCheck, MenuLabel, MenuLine } from "../components/menu.tsx";
import { stateLabel } from "../components/run-state.ts";
import { StateIcon } from "../components/state-icon.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { FilterMenuButton } from "./filter-menu-button.tsx";
import type { RunListSearch } from "./run-list-search.ts";
import { STATE_WORDS, type StateWord } from "./state-word.ts";

const TYPES = STATE_WORDS.filter(({ name }) => !name);
const NAMES = STATE_WORDS.filter(({ name }) => name);

/** Which states are shown. */
export function StateMenu({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  const chosen = search.state ?? [];
  const set = (word: string, isOn: boolean) => {
    const next = isOn ? [...chosen, word] : chosen.filter((other) => other !== word);
    onChange({ state: next.length > 0 ? next : undefined });
  };
  const check = ({ word, type, name }: StateWord) => (
    <MenuCheck key={word} checked={chosen.includes(word)} onChange={(isOn) => set(word, isOn)} staysOpen>
      <StateIcon type={type} name={name} />
      {stateLabel(type, name)}
    </MenuCheck>
  );
  return (
    <Menu trigger={<FilterMenuButton label="State" isInForce={chosen.length > 0} />}>
      {TYPES.map(check)}
      <MenuLine />
      <MenuLabel>By name</MenuLabel>
      {NAMES.map(check)}
    </Menu>
  );
}
