import { useSyncExternalStore } from "react";

/** Whose clock the pages show: the browser's, or UTC. */
export type ZoneChoice = "local" | "utc";

const STORAGE_KEY = "reeve.zone";
const listeners = new Set<() => void>();
let choice = readChoice();

// The formats are also tested where there is no window.
globalThis.addEventListener?.("storage", (event) => {
  if (event.key !== STORAGE_KEY) return;
  choice = readChoice();
  tellAll();
});

function readChoice(): ZoneChoice {
  try {
    return localStorage.getItem(STORAGE_KEY) === "utc" ? "utc" : "local";
  } catch {
    return "local";
  }
}

function tellAll(): void {
  for (const tell of listeners) tell();
}

export const zoneChoice = (): ZoneChoice => choice;

/** Shows all times in another zone, in all tabs of this browser. */
export function setZone(next: ZoneChoice): void {
  choice = next;
  try {
    localStorage.setItem(STORAGE_KEY, next);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  tellAll();
}

/** The zone of the browser, such as "Europe/Berlin". */
export const localZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The zone times are shown in. */
export const shownZone = (): string => (choice === "utc" ? "UTC" : localZone());

/** For useSyncExternalStore, and for what is painted: told when another zone is chosen. */
export function onZone(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The zone times are shown in; a component that shows times asks for it, so that it is drawn anew in another. */
export const useShownZone = (): string => useSyncExternalStore(onZone, shownZone);
