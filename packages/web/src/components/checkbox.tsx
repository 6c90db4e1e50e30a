import { clsx } from "clsx";

type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void; className?: string };

/** A box to tick, with a target larger than itself. */
export function Checkbox({ label, checked, onChange, className }: Props) {
  return (
    <label className={clsx("grid size-6 place-items-center", className)}>
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className={clsx(
          "grid size-3.5 appearance-none place-items-center rounded-[3px] border border-control-line bg-surface",
          "checked:border-accent-fill checked:bg-accent-fill",
          "checked:before:mb-0.5 checked:before:h-2 checked:before:w-1 checked:before:rotate-45",
          "checked:before:border-on-accent checked:before:border-r-2 checked:before:border-b-2 checked:before:content-['']",
        )}
      />
    </label>
  );
}
