import { clsx } from "clsx";

type Props = {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  /** Shows the label beside it; else it is for those who do not see the switch. */
  isLabelShown?: boolean;
  className?: string;
};

/** On or off, at once. */
export function Switch({ label, checked, onChange, disabled, isLabelShown = false, className }: Props) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      aria-label={isLabelShown ? undefined : label}
      disabled={disabled}
      onClick={() => onChange(!checked)}
      className={clsx(
        "inline-flex h-6 items-center gap-2 rounded-full text-sm disabled:opacity-50",
        className,
      )}
    >
      <span
        aria-hidden="true"
        className={clsx(
          "relative h-4.5 w-8 shrink-0 rounded-full border transition-colors forced-colors:border-[ButtonText]",
          checked ? "border-accent-fill bg-accent-fill" : "border-control-line bg-sunken",
        )}
      >
        <span
          className={clsx(
            "absolute top-0.5 size-3 rounded-full transition-[left] forced-colors:bg-[ButtonText]",
            checked ? "left-4 bg-on-accent" : "left-0.5 bg-control-line",
          )}
        />
      </span>
      {isLabelShown && label}
    </button>
  );
}
