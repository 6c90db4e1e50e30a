/** How states are coloured, and how near to each other rows stand, in this browser. */
export type Looks = { palette: Palette; density: Density };
export type Palette = "standard" | "colour-blind" | "high-contrast";
export type Density = "dense" | "comfortable";

const STORAGE_KEY = "reeve.looks";
const STANDARD: Looks = { palette: "standard", density: "dense" };
const listeners = new Set<() => void>();
let looks = readLooks();

addEventListener("storage", (event) => {
  if (event.key === STORAGE_KEY) apply(readLooks());
});

function readLooks(): Looks {
  try {
    const stored = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "{}") as Partial<Looks>;
    return {
      palette:
        stored.palette === "colour-blind" || stored.palette === "high-contrast" ? stored.palette : "standard",
      density: stored.density === "comfortable" ? "comfortable" : "dense",
    };
  } catch {
    return STANDARD;
  }
}

function apply(next: Looks): void {
  looks = next;
  Object.assign(document.documentElement.dataset, next);
  for (const tell of listeners) tell();
}

export const chosenLooks = (): Looks => looks;

/** Changes the looks for this browser, in all its tabs. Before the first paint `theme.js` has done the same. */
export function setLooks(change: Partial<Looks>): void {
  const next = { ...looks, ...change };
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  apply(next);
}

/** For useSyncExternalStore. */
export function onLooks(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
