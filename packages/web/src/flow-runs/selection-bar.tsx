import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { Button, buttonClasses, IconButton } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { ConfirmMany } from "../lists/confirm-many.tsx";
import type { Selection } from "../lists/use-selection.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { type Change, changeRuns, type Outcome } from "./change-runs.ts";

// More do not fit beside each other.
const MOST_COMPARED = 3;

/** What can be done with the ticked runs. */
export function SelectionBar({ selection }: { selection: Selection }) {
  const [asked, setAsked] = useState<Change>();
  const [isWorking, setWorking] = useState(false);
  useShortcut("Escape", "Clear the selection", selection.clear);
  const count = selection.ids.size;
  const carryOut = async (change: Change) => {
    setWorking(true);
    const outcome = await changeRuns(change, [...selection.ids]);
    setWorking(false);
    setAsked(undefined);
    selection.clear();
    toast(sayOutcome(change, outcome));
  };
  return (
    <section
      aria-label="Selected runs"
      className="absolute bottom-16 left-1/2 z-30 flex -translate-x-1/2 animate-rise items-center gap-1 rounded-xl bg-raised p-1.5 pl-3.5 shadow-high md:bottom-5"
    >
      <p className="tabular mr-2 whitespace-nowrap">
        <span className="font-medium">{count}</span> selected
      </p>
      {count > 1 && count <= MOST_COMPARED && (
        <Link
          to={"/runs/compare" as string}
          search={{ ids: [...selection.ids].join(",") } as never}
          className={buttonClasses()}
        >
          Compare
        </Link>
      )}
      <Button onClick={() => setAsked("cancel")}>Cancel</Button>
      <Button look="outline-danger" onClick={() => setAsked("delete")}>
        Delete
      </Button>
      <IconButton label="Clear the selection" onClick={selection.clear}>
        <X size={15} aria-hidden="true" />
      </IconButton>
      {asked && (
        <ConfirmMany
          title={`${asked === "cancel" ? "Cancel" : "Delete"} ${count} ${count === 1 ? "run" : "runs"}?`}
          text={
            asked === "cancel"
              ? "What still runs is asked to stop; what has ended stays as it is."
              : "States, task runs and logs go too. This cannot be undone."
          }
          confirm={asked === "cancel" ? "Cancel runs" : "Delete"}
          count={count}
          isWorking={isWorking}
          onConfirm={() => void carryOut(asked)}
          onClose={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}

function sayOutcome(change: Change, { done, refused, reason }: Outcome): string {
  const verb = change === "cancel" ? "asked to stop" : "deleted";
  const runs = (count: number) => `${count} ${count === 1 ? "run" : "runs"}`;
  if (refused === 0) return `${runs(done)} ${verb}.`;
  return `${runs(done)} ${verb}, ${refused} not: ${reason}`;
}
