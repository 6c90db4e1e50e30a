import type { Deployment } from "@reeve/protocol";
import { useNavigate } from "@tanstack/react-router";
import { Copy, CopyPlus, Ellipsis, FileCode2, Pencil, Trash2, Zap } from "lucide-react";
import { useState } from "react";
import { api } from "../api/client.ts";
import { IconButton } from "../components/button.tsx";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { copyWithToast } from "../components/copy-with-toast.ts";
import { Menu, MenuItem, MenuLine } from "../components/menu.tsx";
import { toast } from "../components/toast.tsx";
import { unpinDeployments } from "../pins/pinned-deployments.ts";
import { deploymentYaml } from "./deployment-yaml.ts";

const icon = { size: 14, "aria-hidden": true } as const;

/** What is done with a deployment now and then. */
export function DeploymentMenu({ deployment }: { deployment: Deployment }) {
  const navigate = useNavigate();
  const [isDoomed, setDoomed] = useState(false);
  const { id, name } = deployment;
  const to = (path: string) => () => void navigate({ to: `/deployments/deployment/${id}/${path}` as string });
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
        <MenuItem icon={<Pencil {...icon} />} onSelect={to("edit")}>
          Edit
        </MenuItem>
        <MenuItem icon={<CopyPlus {...icon} />} onSelect={to("duplicate")}>
          Duplicate
        </MenuItem>
        <MenuItem
          icon={<Zap {...icon} />}
          onSelect={() =>
            void navigate({
              to: "/automations/create" as string,
              search: { event: "prefect.deployment.not-ready", name } as never,
            })
          }
        >
          Automate
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Copy {...icon} />} onSelect={() => void copyWithToast(id, "the id")}>
          Copy id
        </MenuItem>
        <MenuItem
          icon={<FileCode2 {...icon} />}
          onSelect={() => void copyWithToast(deploymentYaml(deployment), "the YAML")}
        >
          Copy as YAML
        </MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 {...icon} />} isDangerous onSelect={() => setDoomed(true)}>
          Delete
        </MenuItem>
      </Menu>
      <ConfirmDialog
        isOpen={isDoomed}
        onClose={() => setDoomed(false)}
        title={`Delete ${name}?`}
        text="Its schedules go with it, and the runs they planned. Runs that were are kept."
        confirm="Delete"
        refuse="Keep it"
        onConfirm={async () => {
          await api.deleteDeployment({ params: { id } });
          unpinDeployments([id]);
          toast(`${name} was deleted`);
          await navigate({ to: "/deployments" });
        }}
      />
    </>
  );
}
