import { Menu, MenuCheck, MenuLine } from "../components/menu.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { FilterMenuButton } from "./filter-menu-button.tsx";
import type { RunListSearch } from "./run-list-search.ts";

const SPANS = [
  { word: "1h", label: "Past hour" },
  { word: "24h", label: "Past 24 hours" },
  { word: "7d", label: "Past 7 days" },
  { word: "30d", label: "Past 30 days" },
] as const;

/** From when on runs are shown, and whether subflows are among them. */
export function TimeMenu({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  const isInForce = search.from !== undefined || search.to !== undefined || search.subflows !== undefined;
  return (
    <Menu trigger={<FilterMenuButton label="Time" isInForce={isInForce} />}>
      {SPANS.map(({ word, label }) => (
        <MenuCheck
          key={word}
          checked={search.from === word && !search.to}
          onChange={(isOn) => onChange({ from: isOn ? word : undefined, to: undefined })}
        >
          {label}
        </MenuCheck>
      ))}
      <MenuCheck
        checked={!search.from && !search.to}
        onChange={() => onChange({ from: undefined, to: undefined })}
      >
        Any time
      </MenuCheck>
      <MenuLine />
      <MenuCheck
        checked={search.subflows === "hide"}
        onChange={(isOn) => onChange({ subflows: isOn ? "hide" : undefined })}
      >
        Hide subflows
      </MenuCheck>
    </Menu>
  );
}
