import { type ReactNode, useState } from "react";
import { Button } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";

type Props = {
  title: string;
  /** What the button that ends it says: "Create", "Save". */
  submit: string;
  isOpen: boolean;
  onClose: () => void;
  /** Does it; what it throws is shown in the dialog, which then stays. */
  onSubmit: () => Promise<void>;
  children: ReactNode;
};

/** A dialog with a form; Enter in a field, or Ctrl+Enter anywhere, submits it. */
export function FormDialog({ title, submit, isOpen, onClose, onSubmit, children }: Props) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit();
      onClose();
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
    setBusy(false);
  };
  return (
    <Dialog label={title} isOpen={isOpen} onClose={onClose}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void run();
        }}
        className="flex max-h-[calc(100vh-4rem)] flex-col"
      >
        <h2 className="px-4 pt-4 pb-3 font-semibold text-base">{title}</h2>
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto px-4 pb-1">{children}</div>
        {error && (
          <p
            role="alert"
            className="mx-4 mt-3 whitespace-pre-wrap rounded-md bg-failed-soft px-2.5 py-1.5 text-failed"
          >
            {error}
          </p>
        )}
        <div className="flex justify-end gap-2 p-4">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" disabled={isBusy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
