import type { RefObject } from "react";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

/** Marks the link of a row: the keys go from one to the next, and Enter opens it. */
export const ROW_LINK = { "data-row-link": true } as const;

/** The classes of a row's link that makes the whole row its target. */
export const rowLinkClasses =
  "truncate font-medium text-text outline-none after:absolute after:inset-0 focus-visible:after:rounded-sm " +
  "focus-visible:after:outline-2 focus-visible:after:outline-focus focus-visible:after:-outline-offset-2";

/** Lifts what can be pressed in a row above the link that spans it. */
export const aboveRowLink = "relative z-10";

/** j and k, or the arrows, move the focus between the links of a table's rows. */
export function useTableKeys(table: RefObject<HTMLTableElement | null>): void {
  const move = (step: number) => {
    const links = [...(table.current?.querySelectorAll<HTMLElement>("[data-row-link]") ?? [])];
    const row = document.activeElement?.closest("tr");
    const at = links.findIndex((link) => link.closest("tr") === row);
    const next = links[at < 0 ? 0 : Math.max(0, Math.min(links.length - 1, at + step))];
    next?.focus();
    next?.closest("tr")?.scrollIntoView({ block: "nearest" });
  };
  useShortcut("j", "Next row", () => move(1));
  useShortcut("k", "Previous row", () => move(-1));
  useShortcut("ArrowDown", "Next row", () => move(1));
  useShortcut("ArrowUp", "Previous row", () => move(-1));
}
