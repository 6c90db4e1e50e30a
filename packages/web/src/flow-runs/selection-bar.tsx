import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { useState } from "react";
import { Button, buttonClasses, IconButton } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { ConfirmMany } from "../lists/confirm-many.tsx";
import type { Selection } from "../lists/use-selection.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { type Change, changeRuns, type Outcome } from "./change-runs.ts";
import { readMatchingIds } from "./read-matching-ids.ts";
import type { RunListSearch } from "./run-list-search.ts";
import { TagDialog } from "./tag-dialog.tsx";

// More do not fit beside each other.
const MOST_COMPARED = 3;

type Asked = "cancel" | "delete" | "tag" | undefined;

type Props = { selection: Selection; search: RunListSearch; total: number | undefined };

/** What can be done with the ticked runs. */
export function SelectionBar({ selection, search, total }: Props) {
  const [asked, setAsked] = useState<Asked>();
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
      className="absolute bottom-16 left-1/2 z-30 flex max-w-[calc(100%-1rem)] -translate-x-1/2 animate-rise flex-wrap items-center gap-1 rounded-xl bg-raised p-1.5 pl-3.5 shadow-high md:bottom-5"
    >
      <p className="tabular mr-2 whitespace-nowrap">
        <span className="font-medium">{count.toLocaleString("en")}</span> selected
      </p>
      <SelectAll selection={selection} search={search} total={total} />
      {count > 1 && count <= MOST_COMPARED && (
        <Link
          to={"/runs/compare" as string}
          search={{ ids: [...selection.ids].join(",") } as never}
          className={buttonClasses()}
        >
          Compare
        </Link>
      )}
      <Button disabled={isWorking} onClick={() => void carryOut({ kind: "retry" })}>
        Retry
      </Button>
      <Button onClick={() => setAsked("tag")}>Tag</Button>
      <Button onClick={() => setAsked("cancel")}>Cancel</Button>
      <Button look="outline-danger" onClick={() => setAsked("delete")}>
        Delete
      </Button>
      <IconButton label="Clear the selection" onClick={selection.clear}>
        <X size={15} aria-hidden="true" />
      </IconButton>
      {(asked === "cancel" || asked === "delete") && (
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
          onConfirm={() => void carryOut({ kind: asked })}
          onClose={() => setAsked(undefined)}
        />
      )}
      <TagDialog
        isOpen={asked === "tag"}
        count={count}
        onClose={() => setAsked(undefined)}
        onTag={(tags) => carryOut({ kind: "tag", tags })}
      />
    </section>
  );
}

/** Ticks all runs that match the filters, also those that were never in sight. */
function SelectAll({ selection, search, total }: Props) {
  const [isReading, setReading] = useState(false);
  if (total === undefined || total <= selection.ids.size) return null;
  const select = async () => {
    setReading(true);
    try {
      selection.setAll(await readMatchingIds(search), true);
    } catch (error) {
      toast(`They could not be read: ${error instanceof Error ? error.message : String(error)}`);
    }
    setReading(false);
  };
  return (
    <Button look="plain" disabled={isReading} onClick={() => void select()}>
      {isReading ? "Reading them\u2026" : `Select all ${total.toLocaleString("en")} that match`}
    </Button>
  );
}

const VERBS: Readonly<Record<Change["kind"], string>> = {
  cancel: "asked to stop",
  delete: "deleted",
  retry: "will run again",
  tag: "tagged",
};

function sayOutcome(change: Change, { done, refused, reason }: Outcome): string {
  const verb = VERBS[change.kind];
  const runs = (count: number) => `${count} ${count === 1 ? "run" : "runs"}`;
  if (refused === 0) return `${runs(done)} ${verb}.`;
  return `${runs(done)} ${verb}, ${refused} not: ${reason}`;
}
