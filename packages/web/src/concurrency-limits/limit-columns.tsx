import type { ConcurrencyLimit } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Copy, Ellipsis, Pencil, RotateCcw, Trash2 } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { OccupancyBar } from "../components/occupancy-bar.tsx";
import { Switch } from "../forms/switch.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import type { LimitChange } from "./confirm-limit-change.tsx";
import { LIMIT_WORDS, limitKind } from "./limit-kind.ts";

type Actions = {
  /** The names of deployments by id. */
  deployments: ReadonlyMap<string, string>;
  onActive: (limit: ConcurrencyLimit, isActive: boolean) => void;
  onEdit: (limit: ConcurrencyLimit) => void;
  onChange: (change: LimitChange) => void;
};

/** The columns of the list of concurrency limits. */
export function limitColumns({
  deployments,
  onActive,
  onEdit,
  onChange,
}: Actions): Column<ConcurrencyLimit>[] {
  const nameOf = ({ name }: ConcurrencyLimit) => {
    const { label } = limitKind(name);
    return deployments.get(label) ?? label;
  };
  return [
    {
      id: "name",
      title: "Name",
      cell: (limit) => (
        <Link
          to="/concurrency-limits/concurrency-limit/$id"
          params={{ id: limit.id }}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {nameOf(limit)}
        </Link>
      ),
    },
    {
      id: "kind",
      title: "Limits",
      width: "w-44",
      isMinor: true,
      cell: ({ name }) => <span className="text-text-soft">{LIMIT_WORDS[limitKind(name).kind]}</span>,
    },
    {
      id: "slots",
      title: "Slots taken",
      width: "w-48 max-md:w-32",
      cell: ({ active_slots: active, limit }) => <OccupancyBar active={active} limit={limit} />,
    },
    {
      id: "decay",
      title: "Come free each second",
      width: "w-44",
      isMinor: true,
      cell: ({ slot_decay_per_second: decay }) =>
        decay > 0 ? <span className="tabular">{decay}</span> : <span className="text-text-faint">–</span>,
    },
    {
      id: "active",
      title: "On",
      width: "w-16",
      cell: (limit) => (
        <Switch
          label={`${nameOf(limit)} is in force`}
          checked={limit.active}
          onChange={(isActive) => onActive(limit, isActive)}
          className={`${aboveRowLink} align-middle`}
        />
      ),
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: (limit) => (
        <span className={aboveRowLink}>
          <Menu
            align="end"
            trigger={
              <IconButton label={`Actions for ${nameOf(limit)}`}>
                <Ellipsis size={16} aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil size={14} />} onSelect={() => onEdit(limit)}>
              Edit
            </MenuItem>
            <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(limit.id, "the id")}>
              Copy ID
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<RotateCcw size={14} />} onSelect={() => onChange({ does: "reset", limit })}>
              Free all slots
            </MenuItem>
            <MenuItem
              icon={<Trash2 size={14} />}
              isDangerous
              onSelect={() => onChange({ does: "delete", limit })}
            >
              Delete
            </MenuItem>
          </Menu>
        </span>
      ),
    },
  ];
}
