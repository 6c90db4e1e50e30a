import { X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, IconButton } from "../components/button.tsx";
import { toast } from "../components/toast.tsx";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { ConfirmMany } from "./confirm-many.tsx";
import type { Selection } from "./use-selection.ts";

type Props = {
  selection: Selection;
  /** What is ticked: "flow", "flows". */
  noun: readonly [one: string, many: string];
  /** What goes with those that are deleted. */
  warning: string;
  /** Deletes them; what it throws is told. */
  onDelete: (ids: readonly string[]) => Promise<void>;
  onChanged: () => void;
  /** What else can be done with them. */
  children?: ReactNode;
};

/** What can be done with the ticked rows of a list, above its lower end. */
export function BulkBar(props: Props) {
  return props.selection.ids.size > 0 && <Bar {...props} />;
}

function Bar({ selection, noun, warning, onDelete, onChanged, children }: Props) {
  const [isAsked, setAsked] = useState(false);
  const [isWorking, setWorking] = useState(false);
  useShortcut("Escape", "Clear the selection", selection.clear);
  const count = selection.ids.size;
  const words = `${count} ${count === 1 ? noun[0] : noun[1]}`;
  const remove = async () => {
    setWorking(true);
    try {
      await onDelete([...selection.ids]);
      toast(`${words} deleted.`);
    } catch (error) {
      toast(`Not all could be deleted: ${error instanceof Error ? error.message : String(error)}`);
    }
    setWorking(false);
    setAsked(false);
    selection.clear();
    onChanged();
  };
  return (
    <section
      aria-label="Selected rows"
      className="absolute bottom-16 left-1/2 z-30 flex -translate-x-1/2 animate-rise items-center gap-1 rounded-xl bg-raised p-1.5 pl-3.5 shadow-high md:bottom-5"
    >
      <p className="tabular mr-2 whitespace-nowrap">
        <span className="font-medium">{count}</span> selected
      </p>
      {children}
      <Button look="outline-danger" onClick={() => setAsked(true)}>
        Delete
      </Button>
      <IconButton label="Clear the selection" onClick={selection.clear}>
        <X size={15} aria-hidden="true" />
      </IconButton>
      {isAsked && (
        <ConfirmMany
          title={`Delete ${words}?`}
          text={warning}
          confirm="Delete"
          count={count}
          isWorking={isWorking}
          onConfirm={() => void remove()}
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}
