import type { RunRow } from "@reeve/protocol";
import type { ReactNode } from "react";

/** Something the palette offers: where to go or what to do. */
export type PaletteItem = {
  id: string;
  label: string;
  /** Fainter words after the label. */
  hint?: string;
  icon?: ReactNode;
  keys?: string;
  choose: () => void;
};

export type PaletteGroup = { label: string; items: readonly PaletteItem[] };

/** Whether the letters of `sought` begin words of the label, in their order, or stand in it together. */
export function matches(label: string, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const text = label.toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The groups that still have something to offer for what was typed. */
export function matchingGroups(groups: readonly PaletteGroup[], sought: string): PaletteGroup[] {
  return groups
    .map(({ label, items }) => ({
      label,
      items: items.filter((item) => matches(`${item.label} ${item.hint ?? ""}`, sought)),
    }))
    .filter(({ items }) => items.length > 0);
}

/** Where a run's name or id has what was typed; a server may answer with more than was asked for. */
export function isFound({ flow_run, flow_name }: RunRow, sought: string): boolean {
  const text = sought.toLowerCase();
  return flow_run.id.startsWith(text) || `${flow_name} ${flow_run.name}`.toLowerCase().includes(text);
}
