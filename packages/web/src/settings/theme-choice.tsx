import { useSyncExternalStore } from "react";
import { onTheme, setTheme, themeChoice } from "../theme/theme.ts";
import { THEMES } from "../theme/themes.ts";
import { Choice } from "./choice.tsx";

/** Light, dark or as the system has it. */
export function ThemeChoice() {
  const chosen = useSyncExternalStore(onTheme, themeChoice);
  return (
    <Choice
      legend="Theme"
      name="theme"
      value={chosen}
      onChange={setTheme}
      options={THEMES.map(({ id, label, Icon }) => ({
        id,
        label,
        icon: <Icon size={15} aria-hidden="true" />,
      }))}
    />
  );
}
