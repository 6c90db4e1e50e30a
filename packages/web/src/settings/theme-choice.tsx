import { clsx } from "clsx";
import { useSyncExternalStore } from "react";
import { onTheme, setTheme, themeChoice } from "../theme/theme.ts";
import { THEMES } from "../theme/themes.ts";

/** Light, dark or as the system has it. */
export function ThemeChoice() {
  const chosen = useSyncExternalStore(onTheme, themeChoice);
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-text-soft">Theme</legend>
      <div className="flex gap-2">
        {THEMES.map(({ id, label, Icon }) => (
          <label
            key={id}
            className={clsx(
              "flex h-9 grow items-center justify-center gap-2 rounded-md border px-3 has-focus-visible:outline-2 has-focus-visible:outline-focus md:max-w-32",
              id === chosen
                ? "border-accent bg-selected font-medium text-text"
                : "border-line-strong text-text-soft hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name="theme"
              value={id}
              checked={id === chosen}
              onChange={() => setTheme(id)}
              className="sr-only"
            />
            <Icon size={15} aria-hidden="true" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
