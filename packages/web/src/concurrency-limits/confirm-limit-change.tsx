import type { ConcurrencyLimit } from "@reeve/protocol";
import { api } from "../api/client.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { limitKind } from "./limit-kind.ts";

export type LimitChange = { does: "reset" | "delete"; limit: ConcurrencyLimit };

type Props = { change: LimitChange | undefined; onClose: () => void; onDone: () => void };

/** Asks before the slots of a limit are freed, or it is deleted. */
export function ConfirmLimitChange({ change, onClose, onDone }: Props) {
  const isReset = change?.does === "reset";
  const name = change ? limitKind(change.limit.name).label : "the limit";
  return (
    <ConfirmDialog
      isOpen={change !== undefined}
      onClose={onClose}
      title={isReset ? `Free all slots of ${name}?` : `Delete ${name}?`}
      text={
        isReset
          ? "Who holds a slot goes on without it, so that for a while more may go on at once than the limit says."
          : "Nothing is held up by it any more. This cannot be undone."
      }
      confirm={isReset ? "Free them" : "Delete"}
      refuse={isReset ? "Leave them" : "Keep it"}
      onConfirm={async () => {
        if (change) await apply(change);
        onDone();
      }}
    />
  );
}

async function apply({ does, limit }: LimitChange): Promise<void> {
  const params = { id_or_name: limit.id };
  const { kind, label } = limitKind(limit.name);
  if (does === "delete") await api.deleteConcurrencyLimit({ params });
  else if (kind === "tag") await api.resetTagLimit({ params: { tag: label }, body: {} });
  else await api.updateConcurrencyLimit({ params, body: { active_slots: 0 } });
}
