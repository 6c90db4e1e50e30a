import type { Virtualizer } from "@tanstack/react-virtual";
import type { RefObject } from "react";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

type List = Virtualizer<HTMLDivElement, Element>;

/** Moves the focus from row to row: j and k or the arrows; Enter opens, since the focus is on the row's link. */
export function useRowKeys(scroller: RefObject<HTMLDivElement | null>, list: List, count: number): void {
  const move = (step: number) => {
    if (count === 0) return;
    const at = focusedRow();
    const next = at === undefined ? (list.getVirtualItems()[0]?.index ?? 0) : at + step;
    focusRow(scroller.current, list, Math.max(0, Math.min(count - 1, next)));
  };
  useShortcut("j", "Next row", () => move(1));
  useShortcut("k", "Previous row", () => move(-1));
  useShortcut("ArrowDown", "Next row", () => move(1));
  useShortcut("ArrowUp", "Previous row", () => move(-1));
}

/** The place in the list of the row that has the focus. */
export function focusedRow(): number | undefined {
  const index = document.activeElement?.closest<HTMLElement>("[data-index]")?.dataset.index;
  return index === undefined ? undefined : Number(index);
}

function focusRow(scroller: HTMLDivElement | null, list: List, index: number): void {
  list.scrollToIndex(index);
  // The row may only come into the page with the next frame.
  requestAnimationFrame(() => {
    scroller
      ?.querySelector<HTMLElement>(`[data-index="${index}"] [data-row-link]`)
      ?.focus({ preventScroll: true });
  });
}
