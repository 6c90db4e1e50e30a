import type { BlockDocument } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { KindMark } from "../components/kind-mark.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

type Options = { onEdit: (block: BlockDocument) => void; onDelete: (block: BlockDocument) => void };

/** The columns of the list of blocks. */
export function blockColumns({ onEdit, onDelete }: Options): Column<BlockDocument>[] {
  return [
    {
      id: "name",
      title: "Name",
      sorts: ["NAME_ASC", "NAME_DESC"],
      cell: ({ id, name }) => (
        <Link
          to="/blocks/block/$id"
          params={{ id }}
          {...ROW_LINK}
          className={`${rowLinkClasses} block max-w-full`}
        >
          {name}
        </Link>
      ),
    },
    {
      id: "type",
      title: "Type",
      sorts: ["BLOCK_TYPE_AND_NAME_ASC"],
      cell: ({ block_type_name: type, block_type }) => (
        <span className="flex items-center gap-2 text-text-soft">
          <KindMark kind={block_type?.slug ?? ""} name={type ?? ""} look="plain" />
          <span className="truncate">{type}</span>
        </span>
      ),
    },
    {
      id: "updated",
      title: "Changed",
      width: "w-32",
      isMinor: true,
      cell: ({ updated }) =>
        updated && <TimeAgo value={updated} className={`${aboveRowLink} text-text-soft`} />,
    },
    {
      id: "actions",
      title: "Actions",
      isBare: true,
      width: "w-14",
      align: "right",
      cell: (block) => <Actions block={block} onEdit={onEdit} onDelete={onDelete} />,
    },
  ];
}

function Actions({ block, onEdit, onDelete }: Options & { block: BlockDocument }) {
  const { id, name, block_type } = block;
  const handle = `${block_type?.slug ?? block.block_type_name}/${name}`;
  return (
    <span className={aboveRowLink}>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${name}`}>
            <Ellipsis size={16} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil size={14} />} onSelect={() => onEdit(block)}>
          Edit
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(handle, "the name")}>
          Copy name
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(id, "the id")}>
          Copy ID
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => onDelete(block)}>
          Delete
        </MenuItem>
      </Menu>
    </span>
  );
}
