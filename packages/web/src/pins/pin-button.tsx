import { clsx } from "clsx";
import { Pin } from "lucide-react";
import { useEffect } from "react";
import { IconButton } from "../components/button.tsx";
import {
  type PinnedDeployment,
  pinDeployment,
  renamePinned,
  unpinDeployments,
  usePinnedDeployments,
} from "./pinned-deployments.ts";

type Props = { deployment: PinnedDeployment; look?: "plain" | "outline"; className?: string };

/** Pins a deployment in this browser, or takes its pin off. */
export function PinButton({ deployment, look = "plain", className }: Props) {
  const isPinned = usePinnedDeployments().some(({ id }) => id === deployment.id);
  const { id, name, flowName } = deployment;
  useEffect(() => {
    if (isPinned) renamePinned({ id, name, flowName });
  }, [isPinned, id, name, flowName]);
  const label = `Pin ${deployment.name}`;
  return (
    <IconButton
      label={label}
      title={isPinned ? "Pinned: it stands first. Take the pin off" : "Pin it, so that it stands first"}
      look={look}
      aria-pressed={isPinned}
      onClick={() => (isPinned ? unpinDeployments([deployment.id]) : pinDeployment(deployment))}
      className={clsx(isPinned && "text-accent!", className)}
    >
      <Pin size={14} aria-hidden="true" fill={isPinned ? "currentColor" : "none"} />
    </IconButton>
  );
}
