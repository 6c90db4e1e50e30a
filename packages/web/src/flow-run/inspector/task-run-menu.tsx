import type { TaskRun } from "@reeve/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { CircleDot, Copy, Ellipsis, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { IconButton } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { copyWithToast } from "../../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLine } from "../../components/menu.tsx";
import { toast } from "../../components/toast.tsx";
import { ChangeStateDialog } from "../header/change-state-dialog.tsx";

type Props = { run: TaskRun; onDeleted: () => void };

/** What is done with a task run now and then. */
export function TaskRunMenu({ run, onDeleted }: Props) {
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"state" | "delete">();
  const params = { id: run.id };
  const close = () => setOpen(undefined);
  const readAgain = async () => {
    const keys = ["run-graph", "run-task-runs", "task-run", "task-run-states", "lone-task-run"];
    await Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  };
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Actions for ${run.name}`}>
            <Ellipsis size={15} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<CircleDot {...icon} />} onSelect={() => setOpen("state")}>
          Change state…
        </MenuItem>
        <MenuItem icon={<Copy {...icon} />} onSelect={() => void copyWithToast(run.id, "the id")}>
          Copy id
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={() => setOpen("delete")}>
          Delete
        </MenuItem>
      </Menu>
      <ChangeStateDialog
        name={run.name}
        current={run.state_type}
        isOpen={open === "state"}
        onClose={close}
        onChange={async (state) => {
          const { status } = await api.setTaskRunState({ params, body: { state, force: true } });
          if (status !== "ACCEPT") throw new Error("The server did not accept it.");
          await readAgain();
        }}
      />
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={`Delete ${run.name}?`}
        text="Its states go with it; its flow run stays. This cannot be undone."
        confirm="Delete the task run"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteTaskRun({ params });
          toast(`${run.name} was deleted`);
          onDeleted();
          await readAgain();
        }}
      />
    </>
  );
}
