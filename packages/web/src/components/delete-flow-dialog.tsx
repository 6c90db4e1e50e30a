import type { Flow } from "@reeve/protocol";
import { api } from "../api/client.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

type Props = { flow: Flow | undefined; onClose: () => void; onDeleted: () => void };

/** Asks before a flow goes with everything that is known of it. */
export function DeleteFlowDialog({ flow, onClose, onDeleted }: Props) {
  return (
    <ConfirmDialog
      isOpen={flow !== undefined}
      onClose={onClose}
      title={`Delete ${flow?.name ?? "the flow"}?`}
      text="Its runs, their logs and its deployments go with it. This cannot be undone; your code stays as it is."
      confirm="Delete"
      refuse="Keep it"
      onConfirm={async () => {
        if (flow) await api.deleteFlow({ params: { id: flow.id } });
        onDeleted();
      }}
    />
  );
}
