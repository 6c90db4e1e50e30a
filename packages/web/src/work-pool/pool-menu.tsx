import type { WorkPool } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { Copy, Ellipsis, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { IconButton } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";

/** What is done with a work pool now and then. */
export function PoolMenu({ pool: { id, name } }: { pool: WorkPool }) {
  const navigate = useNavigate();
  const [isDoomed, setDoomed] = useState(false);
  const automate = () =>
    void navigate({
      to: "/automations/create" as string,
      search: { event: "prefect.work-pool.not-ready", name } as never,
    });
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label="More" look="outline">
            <Ellipsis size={15} aria-hidden="true" />
          </IconButton>
        }
      >
        <MenuItem icon={<Zap size={14} />} onSelect={automate}>
          Automate
        </MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={() => void copyWithToast(id, "the id")}>
          Copy id
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} isDangerous onSelect={() => setDoomed(true)}>
          Delete
        </MenuItem>
      </Menu>
      <ConfirmDialog
        isOpen={isDoomed}
        onClose={() => setDoomed(false)}
        title={`Delete ${name}?`}
        text="Its queues go with it. Deployments that use it run nowhere until they get another pool."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteWorkPool({ params: { name } });
          await navigate({ to: "/work-pools" });
        }}
      />
    </>
  );
}
