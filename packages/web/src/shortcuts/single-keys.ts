const STORAGE_KEY = "reeve.single-keys";

let isOn = readChoice();
const listeners = new Set<() => void>();

function readChoice(): boolean {
  try {
    return localStorage.getItem(STORAGE_KEY) !== "off";
  } catch {
    return true;
  }
}

/** Whether keys without Ctrl or Cmd act; those who dictate or lean on keys switch them off. */
export const areSingleKeysOn = (): boolean => isOn;

/** Switches them for this browser. */
export function setSingleKeys(on: boolean): void {
  isOn = on;
  try {
    localStorage.setItem(STORAGE_KEY, on ? "on" : "off");
  } catch {
    // Without storage the choice lasts as long as the page.
  }
  for (const tell of listeners) tell();
}

/** For useSyncExternalStore. */
export function onSingleKeys(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
