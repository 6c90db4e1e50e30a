import { useSyncExternalStore } from "react";

/** A deployment that stands first, with what names it where it has not been read. */
export type PinnedDeployment = { id: string; name: string; flowName?: string };

const STORAGE_KEY = "reeve.pinned-deployments";
const listeners = new Set<() => void>();
let pinned = read();

// The store is also tested where there is no window.
globalThis.addEventListener?.("storage", (event) => {
  if (event.key !== STORAGE_KEY) return;
  pinned = read();
  tellAll();
});

function read(): readonly PinnedDeployment[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPinned) : [];
  } catch {
    return [];
  }
}

function isPinned(value: unknown): value is PinnedDeployment {
  if (typeof value !== "object" || value === null) return false;
  const { id, name } = value as Record<string, unknown>;
  return typeof id === "string" && typeof name === "string";
}

function change(next: readonly PinnedDeployment[]): void {
  pinned = next;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Without storage they are pinned as long as the page lives.
  }
  tellAll();
}

function tellAll(): void {
  for (const tell of listeners) tell();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The deployments that are pinned in this browser, in the order they were. */
export const pinnedDeployments = (): readonly PinnedDeployment[] => pinned;

/** The same, kept up to date. */
export const usePinnedDeployments = (): readonly PinnedDeployment[] =>
  useSyncExternalStore(subscribe, pinnedDeployments);

/** Pins a deployment as the last one. */
export function pinDeployment(deployment: PinnedDeployment): void {
  change([...pinned.filter(({ id }) => id !== deployment.id), deployment]);
}

/** Remembers what a pinned deployment is called by now; of one that is not pinned nothing. */
export function renamePinned({ id, name, flowName }: PinnedDeployment): void {
  const known = pinned.find((one) => one.id === id);
  if (!known || !flowName || (known.name === name && known.flowName === flowName)) return;
  change(pinned.map((one) => (one.id === id ? { id, name, flowName } : one)));
}

/** Takes the pins off those of these ids that have one, as when they are no more. */
export function unpinDeployments(ids: readonly string[]): void {
  if (pinned.some(({ id }) => ids.includes(id))) change(pinned.filter(({ id }) => !ids.includes(id)));
}
