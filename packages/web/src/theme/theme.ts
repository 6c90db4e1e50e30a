export type ThemeChoice = "light" | "dark" | "system";

const STORAGE_KEY = "reeve.theme";
const systemDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();
let choice = readChoice();

systemDark.addEventListener("change", apply);
addEventListener("storage", (event) => {
  if (event.key !== STORAGE_KEY) return;
  choice = readChoice();
  apply();
});

function readChoice(): ThemeChoice {
  try {
    const stored = localStorage.getItem(STORAGE_KEY);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system";
  }
}

function apply(): void {
  const isDark = choice === "dark" || (choice === "system" && systemDark.matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  document
    .querySelector('meta[name="theme-color"]')
    ?.setAttribute(
      "content",
      getComputedStyle(document.documentElement).getPropertyValue("--surface").trim(),
    );
  for (const tell of listeners) tell();
}

export const themeChoice = (): ThemeChoice => choice;

/** Sets the theme for this browser, in all its tabs. Before the first paint `theme.js` has done the same. */
export function setTheme(next: ThemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  apply();
}

/** For useSyncExternalStore: told when the choice or the system's theme changes. */
export function onTheme(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
