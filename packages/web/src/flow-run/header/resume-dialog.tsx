import type { FlowRun } from "@reeve/protocol";
import { useState } from "react";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";

type Props = {
  run: FlowRun;
  isOpen: boolean;
  onClose: () => void;
  onResume: (input: Record<string, unknown> | undefined) => Promise<void>;
};

/** Lets a paused run go on, with the input it waits for if it waits for any. */
export function ResumeDialog({ run, isOpen, onClose, onResume }: Props) {
  const [text, setText] = useState("{}");
  const wantsInput = Boolean(run.state?.state_details.run_input_keyset);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      look="primary"
      title={`Resume ${run.name}?`}
      text={
        wantsInput ? "The run waits for input, an object in JSON." : "The run goes on where it was paused."
      }
      confirm="Resume"
      refuse="Leave it paused"
      onConfirm={async () => onResume(wantsInput ? readInput(text) : undefined)}
    >
      {wantsInput && (
        <textarea
          aria-label="Input as JSON"
          value={text}
          onChange={(event) => setText(event.target.value)}
          rows={6}
          spellCheck={false}
          className="rounded-md border border-control-line bg-surface p-2 font-mono text-xs leading-5"
        />
      )}
    </ConfirmDialog>
  );
}

function readInput(text: string): Record<string, unknown> {
  let input: unknown;
  try {
    input = JSON.parse(text);
  } catch (cause) {
    throw new Error(`This is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new Error("The input must be an object, in braces.");
  }
  return input as Record<string, unknown>;
}
