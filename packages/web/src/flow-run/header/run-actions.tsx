import type { FlowRun } from "@reeve/protocol";
import { isTerminal } from "@reeve/protocol/state-types";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleStop, Copy, Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "../../api/client.ts";
import { Button, IconButton } from "../../components/button.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { copyText } from "../../components/copy-text.ts";
import { Menu, MenuItem } from "../../components/menu.tsx";
import { toast } from "../../components/toast.tsx";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import { curlOf } from "./curl.ts";
import { ResumeDialog } from "./resume-dialog.tsx";

type Open = "cancel" | "delete" | "resume" | undefined;

/** What can be done with the run in its state, each in sight. */
export function RunActions({ run }: { run: FlowRun }) {
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const { cancel, resume, remove } = useRunActions(run);
  const type = run.state_type ?? "PENDING";
  const hasEnded = isTerminal(type);
  const canCancel = !hasEnded && type !== "CANCELLING";
  useShortcut("c", "Cancel the run", () => canCancel && setOpen("cancel"));
  return (
    <div className="flex items-center gap-2">
      {type === "PAUSED" && (
        <Button look="primary" icon={<Play size={14} />} onClick={() => setOpen("resume")}>
          Resume
        </Button>
      )}
      {canCancel && (
        <Button icon={<CircleStop size={14} />} onClick={() => setOpen("cancel")}>
          Cancel
        </Button>
      )}
      {hasEnded && (
        <Button icon={<Trash2 size={14} />} onClick={() => setOpen("delete")}>
          Delete
        </Button>
      )}
      <CopyMenu run={run} />
      <ConfirmDialog
        isOpen={open === "cancel"}
        onClose={close}
        title={`Cancel ${run.name}?`}
        text="Its tasks are told to stop. What they have done so far stays done."
        confirm="Cancel the run"
        refuse="Keep it running"
        onConfirm={cancel}
      />
      <ConfirmDialog
        isOpen={open === "delete"}
        onClose={close}
        title={`Delete ${run.name}?`}
        text="Its states, task runs and log go with it. This cannot be undone."
        confirm="Delete the run"
        refuse="Keep it"
        onConfirm={remove}
      />
      <ResumeDialog run={run} isOpen={open === "resume"} onClose={close} onResume={resume} />
    </div>
  );
}

function useRunActions(run: FlowRun) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const params = { id: run.id };
  const readAgain = () => queryClient.invalidateQueries({ queryKey: ["flow-run", run.id] });
  return {
    cancel: async () => {
      const state = { type: "CANCELLING", name: "Cancelling", message: "Cancelled by hand." } as const;
      const answer = await api.setFlowRunState({ params, body: { state } });
      // A run that nothing executes is made Cancelled at once, which the server calls a rejection of Cancelling.
      const isCancelled = answer.state?.type === "CANCELLED" || answer.state?.type === "CANCELLING";
      if (answer.status !== "ACCEPT" && !isCancelled) throw new Error(refusal(answer.details));
      await readAgain();
    },
    resume: async (input: Record<string, unknown> | undefined) => {
      const { status, details } = await api.resumeFlowRun({ params, body: { run_input: input } });
      if (status !== "ACCEPT") throw new Error(refusal(details));
      await readAgain();
    },
    remove: async () => {
      await api.deleteFlowRun({ params });
      toast(`${run.name} was deleted`);
      await navigate({ to: "/runs" as string });
    },
  };
}

const refusal = (details: { reason?: string | null } | { type: string }): string =>
  ("reason" in details && details.reason) || "The server refused, and gave no reason.";

function CopyMenu({ run }: { run: FlowRun }) {
  const copy = async (what: string, text: string) => {
    await copyText(text);
    toast(`${what} copied`);
  };
  const url = () => new URL(location.pathname, location.origin).href;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Copy" look="outline">
          <Copy size={14} />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => void copy("Id", run.id)}>Copy id</MenuItem>
      <MenuItem onSelect={() => void copy("URL", url())}>Copy URL</MenuItem>
      <MenuItem onSelect={() => void copy("Call", curlOf(run.id))}>Copy API call (curl)</MenuItem>
    </Menu>
  );
}
