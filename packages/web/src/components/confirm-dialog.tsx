import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

type Props = {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  text: string;
  confirm: string;
  refuse: string;
  look?: "danger" | "primary";
  onConfirm: () => Promise<void>;
  children?: ReactNode;
};

/** Asks before something is done, does it, and says why when it could not be done. */
export function ConfirmDialog(props: Props) {
  const { isOpen, onClose, title, text, confirm, refuse, look = "danger", onConfirm, children } = props;
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
    setBusy(false);
  };
  return (
    <Dialog label={title} isOpen={isOpen} onClose={onClose} className="w-[min(26rem,calc(100vw-2rem))]!">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
        className="flex flex-col gap-3 p-4"
      >
        <h2 className="font-semibold text-base">{title}</h2>
        <p className="text-text-soft">{text}</p>
        {children}
        {error && (
          <p role="alert" className="rounded-md bg-failed-soft px-2.5 py-1.5 text-failed">
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2 pt-1">
          <Button onClick={onClose}>{refuse}</Button>
          <Button type="submit" look={look} disabled={isBusy}>
            {confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
