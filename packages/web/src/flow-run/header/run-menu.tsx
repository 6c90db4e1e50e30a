import type { FlowRun } from "@reeve/protocol";
import { Braces, CircleDot, Copy, Ellipsis, GitCompareArrows, Trash2 } from "lucide-react";
import { IconButton } from "../../components/button.tsx";
import { copyWithToast } from "../../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLabel, MenuLine } from "../../components/menu.tsx";
import { apiCalls } from "./api-calls.ts";

type Props = {
  run: FlowRun;
  onChangeState: () => void;
  onCompare: (() => void) | undefined;
  onDelete: () => void;
};

const icon = { size: 14, "aria-hidden": true } as const;

/** What is done with a run now and then, and what can be taken along of it. */
export function RunMenu({ run, onChangeState, onCompare, onDelete }: Props) {
  const url = () => new URL(location.pathname, location.origin).href;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="More" look="outline">
          <Ellipsis size={15} aria-hidden="true" />
        </IconButton>
      }
    >
      {onCompare && (
        <MenuItem icon={<GitCompareArrows {...icon} />} onSelect={onCompare}>
          Compare with the last good run
        </MenuItem>
      )}
      <MenuItem icon={<CircleDot {...icon} />} onSelect={onChangeState}>
        Change state…
      </MenuItem>
      <MenuLine />
      <MenuItem icon={<Copy {...icon} />} onSelect={() => void copyWithToast(run.id, "the id")}>
        Copy id
      </MenuItem>
      <MenuItem icon={<Copy {...icon} />} onSelect={() => void copyWithToast(url(), "the URL")}>
        Copy URL
      </MenuItem>
      <MenuLabel>The call that reads it</MenuLabel>
      {apiCalls(run.id).map(({ name, text }) => (
        <MenuItem
          key={name}
          icon={<Braces {...icon} />}
          onSelect={() => void copyWithToast(text, `the ${name} call`)}
        >
          Copy as {name}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={onDelete}>
        Delete
      </MenuItem>
    </Menu>
  );
}
