import { useEffect, useSyncExternalStore } from "react";

/** A step of the way to the page; the last one is the page itself. */
export type Crumb = { label: string; to?: string };

let crumbs: readonly Crumb[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Puts the way to the page into the top bar, and the page's name into the window's title. */
export function useCrumbs(steps: readonly Crumb[]): void {
  const text = JSON.stringify(steps);
  useEffect(() => {
    crumbs = JSON.parse(text) as Crumb[];
    document.title = [...crumbs.map(({ label }) => label).reverse(), "Reeve"].join(" · ");
    for (const tell of listeners) tell();
  }, [text]);
}

/** What the top bar shows. */
export const useShownCrumbs = (): readonly Crumb[] => useSyncExternalStore(subscribe, () => crumbs);
