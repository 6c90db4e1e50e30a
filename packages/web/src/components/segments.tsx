import { clsx } from "clsx";
import { type KeyboardEvent, useId } from "react";

type Props<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** One of a few choices, all in sight; arrows move between them. */
export function Segments<Value extends string>({ label, value, options, onChange }: Props<Value>) {
  const prefix = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const at = options.findIndex((option) => option.value === value);
    const next = options[(at + step + options.length) % options.length];
    if (!next) return;
    onChange(next.value);
    document.getElementById(prefix + next.value)?.focus();
  };
  return (
    <div
      role="radiogroup"
      aria-label={label}
      onKeyDown={onKeyDown}
      className="flex shrink-0 rounded-md bg-sunken p-0.5 ring-1 ring-line ring-inset"
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio could not be drawn as a segment with its focus ring.
        <button
          key={option.value}
          id={prefix + option.value}
          type="button"
          role="radio"
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          onClick={() => onChange(option.value)}
          className={clsx(
            "h-6 rounded-[5px] px-2 font-medium text-xs",
            option.value === value
              ? "bg-raised text-text shadow-low ring-1 ring-line"
              : "text-text-soft hover:text-text",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
