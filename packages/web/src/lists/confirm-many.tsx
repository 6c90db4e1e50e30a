import { useId, useState } from "react";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";

// Beyond this many the number has to be typed: one click too many must not be enough.
const TYPED_FROM = 11;

type Props = {
  title: string;
  text: string;
  /** What the button that does it says. */
  confirm: string;
  count: number;
  isWorking: boolean;
  onConfirm: () => void;
  onClose: () => void;
};

/** Asks once more before many things are changed that cannot be changed back. */
export function ConfirmMany({ title, text, confirm, count, isWorking, onConfirm, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const inputId = useId();
  const isTyped = count < TYPED_FROM || typed.trim() === String(count);
  return (
    <Dialog label={title} isOpen onClose={onClose}>
      <form
        method="dialog"
        className="flex flex-col gap-3 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (isTyped && !isWorking) onConfirm();
        }}
      >
        <h2 className="font-medium text-base">{title}</h2>
        <p className="text-text-soft">{text}</p>
        {count >= TYPED_FROM && (
          <div>
            <label htmlFor={inputId} className="text-text-soft">
              Type <strong className="font-medium text-text">{count}</strong> to confirm
            </label>
            <input
              id={inputId}
              inputMode="numeric"
              autoComplete="off"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              className="mt-1 h-8 w-full rounded-md border border-control-line bg-surface px-2"
            />
          </div>
        )}
        <div className="mt-1 flex justify-end gap-2">
          <Button onClick={onClose}>Keep {count === 1 ? "it" : "them"}</Button>
          <Button type="submit" look="danger" disabled={!isTyped || isWorking}>
            {isWorking ? "Working…" : confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
