import type { Variable } from "@reeve/protocol";
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { TagList } from "../components/tag-list.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";
import { InlineValue } from "./inline-value.tsx";

type Actions = {
  onEdit: (variable: Variable) => void;
  onDelete: (variable: Variable) => void;
  onSaved: () => void;
};

/** The columns of the list of variables. */
export function variableColumns({ onEdit, onDelete, onSaved }: Actions): Column<Variable>[] {
  return [
    {
      id: "name",
      title: "Name",
      width: "w-64 max-md:w-1/2",
      sorts: ["NAME_ASC", "NAME_DESC"],
      cell: (variable) => (
        <button
          type="button"
          {...ROW_LINK}
          onClick={() => onEdit(variable)}
          className={`${rowLinkClasses} max-w-full text-left`}
        >
          {variable.name}
        </button>
      ),
    },
    {
      id: "value",
      title: "Value",
      cell: (variable) => <InlineValue variable={variable} onSaved={onSaved} />,
    },
    { id: "tags", title: "Tags", width: "w-48", isMinor: true, cell: ({ tags }) => <TagList tags={tags} /> },
    {
      id: "updated",
      title: "Changed",
      width: "w-32",
      isMinor: true,
      sorts: ["UPDATED_DESC"],
      cell: ({ updated }) =>
        updated && <TimeAgo value={updated} className={`${aboveRowLink} text-text-soft`} />,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: (variable) => (
        <span className={aboveRowLink}>
          <Menu
            align="end"
            trigger={
              <IconButton label={`Actions for ${variable.name}`}>
                <Ellipsis size={16} aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil size={14} />} onSelect={() => onEdit(variable)}>
              Edit
            </MenuItem>
            <MenuItem
              icon={<Copy size={14} />}
              onSelect={() => void copyWithToast(variable.name, "the name")}
            >
              Copy name
            </MenuItem>
            <MenuItem
              icon={<Copy size={14} />}
              onSelect={() => void copyWithToast(JSON.stringify(variable.value), "the value")}
            >
              Copy value
            </MenuItem>
            <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(variable.id, "the id")}>
              Copy ID
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(variable)}>
              Delete
            </MenuItem>
          </Menu>
        </span>
      ),
    },
  ];
}
