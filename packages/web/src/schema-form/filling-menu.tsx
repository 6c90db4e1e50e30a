import { Ellipsis } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { Menu, MenuCheck, MenuItem, MenuLine } from "../components/menu.tsx";
import { type FillingKind, fillingOf, toFilling } from "./filling.ts";

type Props = { label: string; value: unknown; initial: unknown; onChange: (value: unknown) => void };

const WORDS: readonly (readonly [FillingKind, string])[] = [
  ["workspace_variable", "A variable"],
  ["jinja", "A template (Jinja)"],
  ["json", "JSON"],
];

/** What a field is filled in with: a value of its own, a variable, a template, JSON, or nothing. */
export function FillingMenu({ label, value, initial, onChange }: Props) {
  const chosen = fillingOf(value)?.kind;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`Fill in ${label} with`} className="size-6!">
          <Ellipsis size={14} aria-hidden="true" />
        </IconButton>
      }
    >
      <MenuCheck checked={chosen === undefined} onChange={() => onChange(initial)}>
        A value
      </MenuCheck>
      {WORDS.map(([kind, words]) => (
        <MenuCheck
          key={kind}
          checked={chosen === kind}
          onChange={() => onChange(toFilling(kind, kind === "json" ? jsonOf(value) : ""))}
        >
          {words}
        </MenuCheck>
      ))}
      <MenuLine />
      <MenuItem onSelect={() => onChange(undefined)}>Leave it out</MenuItem>
    </Menu>
  );
}

const jsonOf = (value: unknown): string =>
  value === undefined || fillingOf(value) ? "" : JSON.stringify(value, null, 2);
