import type { BlockDocument } from "@reeve/protocol";
import { Link } from "@tanstack/react-router";
import { Copy, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { type Candidate, findUsers } from "../block/find-users.ts";
import { IconButton } from "../components/button.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { KindMark } from "../components/kind-mark.tsx";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { TimeAgo } from "../components/time.tsx";
import type { Column } from "../lists/data-table.tsx";
import { aboveRowLink, ROW_LINK, rowLinkClasses } from "../lists/use-table-keys.ts";

type Options = {
  onEdit: (block: BlockDocument) => void;
  onDelete: (block: BlockDocument) => void;
  /** What may use blocks; undefined until it is read. */
  candidates: readonly Candidate[] | undefined;
};

/** The columns of the list of blocks. */
export function blockColumns({ onEdit, onDelete, candidates }: Options): Column<BlockDocument>[] {
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
      id: "used-by",
      title: "Used by",
      isMinor: true,
      cell: (block) => candidates && <Users users={usersOf(block, candidates)} />,
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

const usersOf = ({ id, name, block_type }: BlockDocument, candidates: readonly Candidate[]): Candidate[] =>
  findUsers(candidates, { id, slug: block_type?.slug ?? "", name: name ?? "" });

function Users({ users: [first, ...rest] }: { users: readonly Candidate[] }) {
  if (!first) return <span className="text-text-faint">–</span>;
  return (
    <span className={`${aboveRowLink} flex min-w-0 items-center gap-1.5`}>
      <span className="shrink-0 text-text-faint">{first.kind}</span>
      <Link to={first.place as string} className="truncate text-accent hover:underline">
        {first.name}
      </Link>
      {rest.length > 0 && (
        <span className="shrink-0 text-text-faint" title={rest.map(({ name }) => name).join(", ")}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

type ActionsProps = Omit<Options, "candidates"> & { block: BlockDocument };

function Actions({ block, onEdit, onDelete }: ActionsProps) {
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
