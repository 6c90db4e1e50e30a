import { useSyncExternalStore } from "react";

const STORAGE_KEY = "reeve.rail";
const listeners = new Set<() => void>();
let isNarrow = read();

function read(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) === "narrow";
  } catch {
    return false;
  }
}

/** Makes the left rail wide or narrow, for this browser. */
export function toggleRail(): void {
  isNarrow = !isNarrow;
  try {
    localStorage.setItem(STORAGE_KEY, isNarrow ? "narrow" : "wide");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const tell of listeners) tell();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the left rail shows signs alone. */
export const useIsRailNarrow = (): boolean => useSyncExternalStore(subscribe, () => isNarrow);
