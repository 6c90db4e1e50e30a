import { useSyncExternalStore } from "react";
import { IconButton } from "../components/button.tsx";
import { Menu, MenuCheck } from "../components/menu.tsx";
import { onTheme, setTheme, themeChoice } from "./theme.ts";
import { THEMES } from "./themes.ts";

/** Chooses between light, dark and whatever the system says. */
export function ThemeMenu() {
  const chosen = useSyncExternalStore(onTheme, themeChoice);
  const { Icon, label } = THEMES.find(({ id }) => id === chosen) ?? THEMES[2]!;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`Theme: ${label}`}>
          <Icon size={15} aria-hidden="true" />
        </IconButton>
      }
    >
      {THEMES.map((theme) => (
        <MenuCheck key={theme.id} checked={theme.id === chosen} onChange={() => setTheme(theme.id)}>
          <theme.Icon size={14} className="text-text-faint" aria-hidden="true" />
          {theme.label}
        </MenuCheck>
      ))}
    </Menu>
  );
}
