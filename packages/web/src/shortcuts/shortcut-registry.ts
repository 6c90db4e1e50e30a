import { areSingleKeysOn } from "./single-keys.ts";

export type Shortcut = { keys: string; does: string; press: (event: KeyboardEvent) => void };

// A sequence such as "g r" must be typed within this time.
const SEQUENCE_MS = 1_000;

const shortcuts = new Set<Shortcut>();
let prefix = "";
let prefixAt = 0;

/** Puts a shortcut in force until the returned function is called; of two with the same keys the later one wins. */
export function registerShortcut(shortcut: Shortcut): () => void {
  if (shortcuts.size === 0) addEventListener("keydown", onKeyDown);
  shortcuts.add(shortcut);
  return () => {
    shortcuts.delete(shortcut);
    if (shortcuts.size === 0) removeEventListener("keydown", onKeyDown);
  };
}

/** What is in force now, each keys once, for the sheet. */
export function listShortcuts(): readonly Shortcut[] {
  return [...new Map([...shortcuts].map((shortcut) => [shortcut.keys, shortcut])).values()];
}

/** The name of the pressed key as shortcuts spell it. */
export function keyName(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): string {
  const key =
    event.key.length === 1 && (event.ctrlKey || event.metaKey) ? event.key.toLowerCase() : event.key;
  return `${event.ctrlKey || event.metaKey ? "mod+" : ""}${event.altKey ? "alt+" : ""}${key}`;
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const key = keyName(event);
  const isPlain = !key.includes("+") || key === "+";
  if (isPlain && (isTyping(event.target) || !areSingleKeysOn())) return;
  const isSequel = prefix !== "" && performance.now() - prefixAt < SEQUENCE_MS;
  const matching = (keys: string) => [...shortcuts].findLast((shortcut) => shortcut.keys === keys);
  const found = (isSequel && matching(`${prefix} ${key}`)) || matching(key);
  prefix = isPlain && !found ? key : "";
  prefixAt = performance.now();
  if (!found) return;
  event.preventDefault();
  found.press(event);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Inside a dialog or a menu keys belong to it.
  return target.isContentEditable || target.closest("input, textarea, select, dialog, [role=menu]") !== null;
}
