import { type ReactNode, useId } from "react";

type Props = {
  label: string;
  /** What is said below it, also when something is wrong: that is when one looks for it. */
  hint?: ReactNode;
  error?: string;
  isRequired?: boolean;
  /** Gets what ties the control to its label, hint and error. */
  children: (control: { id: string; "aria-describedby"?: string; "aria-invalid"?: true }) => ReactNode;
};

/** A labelled control of a form, with what is wrong with it right below. */
export function Field({ label, hint, error, isRequired = false, children }: Props) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = Boolean(error || hint);
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-text text-xs">
        {label}
        {isRequired && <span className="ml-1 font-normal text-text-faint">required</span>}
      </label>
      {children({
        id,
        ...(hasNote && { "aria-describedby": noteId }),
        ...(error && { "aria-invalid": true as const }),
      })}
      {hasNote && (
        <p id={noteId} className="text-text-faint text-xs">
          {error && <span className="text-failed">{error}</span>}
          {error && hint && " · "}
          {hint}
        </p>
      )}
    </div>
  );
}
