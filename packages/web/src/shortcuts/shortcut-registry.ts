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

/** What is in force now and the keys that do it, for the sheet; those with Ctrl or Cmd first. */
export function listShortcuts(): readonly { does: string; keys: readonly string[] }[] {
  const byKeys = new Map([...shortcuts].map(({ keys, does }) => [keys, does]));
  const byDeed = Map.groupBy(byKeys, ([, does]) => does);
  const listed = [...byDeed].map(([does, entries]) => ({ does, keys: entries.map(([keys]) => keys) }));
  return listed.sort((a, b) => rank(a.keys) - rank(b.keys));
}

// Moving about with keys is of no use by name.
const MOVES: ReadonlySet<string> = new Set([
  "j",
  "k",
  "ArrowDown",
  "ArrowUp",
  "ArrowLeft",
  "ArrowRight",
  "Escape",
]);

/** What single keys do on the page that is shown, so that it can be done by name, too. */
export function listPageDeeds(): readonly { does: string; keys: string; press: () => void }[] {
  const byDeed = new Map<string, { does: string; keys: string; press: () => void }>();
  for (const { keys, does, press } of shortcuts) {
    const isOfAll = keys.includes(" ") || keys.includes("mod+") || keys === "?" || keys === "[";
    if (isOfAll || MOVES.has(keys)) continue;
    byDeed.set(does, { does, keys, press: () => press(new KeyboardEvent("keydown", { key: keys })) });
  }
  return [...byDeed.values()];
}

const rank = (keys: readonly string[]): number =>
  keys.some((key) => key.startsWith("mod+")) ? 0 : keys.some((key) => key.includes(" ")) ? 1 : 2;

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
  const isSequel = prefix !== "" && event.timeStamp - prefixAt < SEQUENCE_MS;
  const matching = (keys: string) => [...shortcuts].findLast((shortcut) => shortcut.keys === keys);
  const found = (isSequel && matching(`${prefix} ${key}`)) || matching(key);
  prefix = isPlain && !found ? key : "";
  // When the key was pressed: a busy page comes to it later.
  prefixAt = event.timeStamp;
  if (!found) return;
  event.preventDefault();
  found.press(event);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  // Inside a dialog or a menu keys belong to it.
  return target.isContentEditable || target.closest("input, textarea, select, dialog, [role=menu]") !== null;
}
