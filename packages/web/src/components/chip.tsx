import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ReactNode } from "react";

type Props = {
  children: ReactNode;
  /** With it the chip has a cross; `removeLabel` names it. */
  onRemove?: () => void;
  removeLabel?: string;
  className?: string;
};

/** A small labelled value: a tag, a filter in force, a parameter. */
export function Chip({ children, onRemove, removeLabel = "Remove", className }: Props) {
  return (
    <span
      className={clsx(
        "inline-flex max-w-64 items-center rounded-sm border border-line bg-sunken text-text-soft text-xs",
        onRemove ? "h-6 pl-1.5" : "h-5 px-1.5",
        className,
      )}
    >
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={removeLabel}
          onClick={onRemove}
          className="ml-0.5 grid size-6 place-items-center rounded-sm text-text-faint hover:text-text"
        >
          <X size={12} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
