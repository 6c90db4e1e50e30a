import { Columns3 } from "lucide-react";
import { Button } from "../components/button.tsx";
import { Menu, MenuCheck } from "../components/menu.tsx";
import { useMedia } from "../shell/use-media.ts";
import type { ChangeSearch } from "./change-search.ts";
import {
  columnWords,
  EXTRA_COLUMNS,
  type ExtraColumn,
  extraColumns,
  type RunListSearch,
  WIDE,
} from "./run-list-search.ts";

/** What the extra columns are called. */
export const EXTRA_LABELS: Readonly<Record<ExtraColumn, string>> = {
  log: "Log",
  deployment: "Deployment",
  pool: "Work pool",
  queue: "Queue",
  parameters: "Parameters",
};

/** Which columns stand beside those that are always there. */
export function ColumnsMenu({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  const isWide = useMedia(WIDE);
  const shown = new Set(extraColumns(search, isWide));
  const set = (column: ExtraColumn, isOn: boolean) => {
    const cols = EXTRA_COLUMNS.filter((one) => (one === column ? isOn : shown.has(one)));
    onChange({ cols: columnWords(cols, isWide) }, { replace: true });
  };
  return (
    <Menu
      trigger={
        <Button look="plain" icon={<Columns3 size={14} aria-hidden="true" />} className="shrink-0">
          Columns
        </Button>
      }
    >
      {EXTRA_COLUMNS.map((column) => (
        <MenuCheck key={column} checked={shown.has(column)} onChange={(isOn) => set(column, isOn)} staysOpen>
          {EXTRA_LABELS[column]}
        </MenuCheck>
      ))}
    </Menu>
  );
}
