export type RecentRun = { id: string; name: string; flowName?: string };

const STORAGE_KEY = "reeve.recent-runs";
const MOST = 8;
const listeners = new Set<() => void>();
let recent = read();

function read(): readonly RecentRun[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isRecentRun).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

function isRecentRun(value: unknown): value is RecentRun {
  return (
    typeof value === "object" &&
    value !== null &&
    "id" in value &&
    typeof value.id === "string" &&
    "name" in value &&
    typeof value.name === "string"
  );
}

/** The runs looked at last in this browser, the newest first. */
export const recentRuns = (): readonly RecentRun[] => recent;

/** Remembers that a run was looked at. */
export function rememberRun(run: RecentRun): void {
  change([run, ...recent.filter(({ id }) => id !== run.id)].slice(0, MOST));
}

/** Forgets a run that is no more. */
export function forgetRun(id: string): void {
  if (recent.some((run) => run.id === id)) change(recent.filter((run) => run.id !== id));
}

function change(next: readonly RecentRun[]): void {
  recent = next;
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  } catch {
    // Without storage they are remembered as long as the page lives.
  }
  for (const tell of listeners) tell();
}

/** For useSyncExternalStore. */
export function onRecentRuns(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
