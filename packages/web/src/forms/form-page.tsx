import { type ReactNode, useState } from "react";
import { Button } from "../components/button.tsx";

type Props = {
  title: string;
  submit: string;
  /** Does it; what it throws is shown beside the button. */
  onSubmit: () => Promise<void>;
  onCancel: () => void;
  children: ReactNode;
};

/** A page that is a form, its buttons always in sight; Ctrl+Enter anywhere submits it. */
export function FormPage({ title, submit, onSubmit, onCancel, children }: Props) {
  const [error, setError] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onSubmit();
    } catch (cause) {
      setError(cause instanceof Error ? cause.message : String(cause));
    }
    setBusy(false);
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        void run();
      }}
      className="flex min-h-0 grow flex-col"
    >
      <div className="flex min-h-0 grow flex-col overflow-y-auto">
        <div className="flex flex-col gap-5 p-4 lg:max-w-3xl">
          <h1 className="font-semibold text-lg tracking-tight">{title}</h1>
          {children}
        </div>
      </div>
      <footer className="flex shrink-0 flex-wrap items-center gap-3 border-line border-t bg-surface px-4 py-2.5">
        <Button type="submit" look="primary" disabled={isBusy}>
          {submit}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <span className="text-text-faint text-xs max-md:hidden">Ctrl+Enter</span>
        {error && (
          <p role="alert" className="text-failed">
            {error}
          </p>
        )}
      </footer>
    </form>
  );
}
