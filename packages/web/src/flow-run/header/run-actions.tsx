import type { FlowRun } from "@reeve/protocol";
import { Link, useNavigate } from "@tanstack/react-router";
import { CalendarClock, CircleStop, Pause, Play, RefreshCw, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Button, buttonClasses } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { toast } from "../../components/toast.tsx";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import { availableActions, type RunAction } from "./available-actions.ts";
import { ChangeStateDialog } from "./change-state-dialog.tsx";
import { findLastGoodRun } from "./find-last-good.ts";
import { RescheduleDialog } from "./reschedule-dialog.tsx";
import { ResumeDialog } from "./resume-dialog.tsx";
import { RetryDialog } from "./retry-dialog.tsx";
import { RunMenu } from "./run-menu.tsx";
import { type RunActionSet, useRunActions } from "./use-run-actions.ts";

type Open = "cancel" | "pause" | "delete" | "resume" | "retry" | "reschedule" | "change-state" | undefined;

const icon = { size: 14, "aria-hidden": true } as const;

/** What can be done with the run in its state, the likely things in sight and the others in a menu. */
export function RunActions({ run }: { run: FlowRun }) {
  const [open, setOpen] = useState<Open>();
  const navigate = useNavigate();
  const actions = useRunActions(run);
  const available = availableActions(run);
  useShortcut("c", "Cancel the run", () => available.includes("cancel") && setOpen("cancel"));
  useShortcut("r", "Retry the run", () => available.includes("retry") && setOpen("retry"));
  const compare = async () => {
    const good = await findLastGoodRun(run);
    if (!good) return toast("No earlier run of it completed.");
    await navigate({ to: "/runs/compare" as string, search: { ids: `${good.id},${run.id}` } as never });
  };
  const isBad = run.state_type === "FAILED" || run.state_type === "CRASHED";
  return (
    <div className="flex flex-wrap items-center gap-2">
      {available.map((action, at) => (
        <ActionButton
          key={action}
          action={action}
          run={run}
          isFirst={at === 0}
          actions={actions}
          onOpen={setOpen}
        />
      ))}
      <RunMenu
        run={run}
        onChangeState={() => setOpen("change-state")}
        onCompare={isBad ? () => void compare().catch((error: Error) => toast(error.message)) : undefined}
        onDelete={() => setOpen("delete")}
      />
      <Dialogs run={run} open={open} onClose={() => setOpen(undefined)} actions={actions} />
    </div>
  );
}

type ButtonProps = {
  action: RunAction;
  run: FlowRun;
  isFirst: boolean;
  actions: RunActionSet;
  onOpen: (open: Open) => void;
};

function ActionButton({ action, run, isFirst, actions, onOpen }: ButtonProps) {
  const look = isFirst ? "primary" : "outline";
  switch (action) {
    case "run-now":
      return (
        <Button
          look={look}
          icon={<Play {...icon} />}
          onClick={() => void actions.runNow().catch((error: Error) => toast(error.message))}
        >
          Run now
        </Button>
      );
    case "run-again":
      return (
        <Link
          to="/deployments/deployment/$deploymentId/run"
          params={{ deploymentId: run.deployment_id ?? "" }}
          search={{ from: run.id }}
          className={buttonClasses("outline")}
        >
          <RefreshCw {...icon} />
          Run again…
        </Link>
      );
    default: {
      const { words, Icon } = OPENERS[action];
      const isWaiting = action === "resume" && run.state?.state_details.run_input_keyset;
      return (
        <Button
          // What holds a run up is never what one is invited to do.
          look={action === "cancel" || action === "pause" ? "outline" : look}
          icon={<Icon {...icon} />}
          onClick={() => onOpen(action)}
        >
          {isWaiting ? "Answer" : words}
        </Button>
      );
    }
  }
}

const OPENERS = {
  resume: { words: "Resume", Icon: Play },
  retry: { words: "Retry", Icon: RotateCcw },
  reschedule: { words: "Reschedule", Icon: CalendarClock },
  pause: { words: "Pause", Icon: Pause },
  cancel: { words: "Cancel", Icon: CircleStop },
} as const;

type DialogsProps = { run: FlowRun; open: Open; onClose: () => void; actions: RunActionSet };

function Dialogs({ run, open, onClose, actions }: DialogsProps) {
  const of = (one: Open) => ({ isOpen: open === one, onClose });
  return (
    <>
      <ConfirmDialog
        {...of("cancel")}
        title={`Cancel ${run.name}?`}
        text="Its tasks are told to stop. What they have done so far stays done."
        confirm="Cancel the run"
        refuse="Keep it running"
        onConfirm={actions.cancel}
      />
      <ConfirmDialog
        {...of("pause")}
        look="primary"
        title={`Pause ${run.name}?`}
        text="It begins no further task and leaves its process. Resumed within a day, it is started again, and what it has stored is kept."
        confirm="Pause the run"
        refuse="Keep it running"
        onConfirm={actions.pause}
      />
      <ConfirmDialog
        {...of("delete")}
        title={`Delete ${run.name}?`}
        text="Its states, task runs and log go with it. This cannot be undone."
        confirm="Delete the run"
        refuse="Keep it"
        onConfirm={actions.remove}
      />
      <RetryDialog run={run} {...of("retry")} onRetry={actions.retry} />
      <RescheduleDialog run={run} {...of("reschedule")} onReschedule={actions.reschedule} />
      <ResumeDialog run={run} {...of("resume")} onResume={actions.resume} />
      <ChangeStateDialog
        name={run.name}
        current={run.state_type}
        {...of("change-state")}
        onChange={(state) => actions.changeState(state, true)}
      />
    </>
  );
}
