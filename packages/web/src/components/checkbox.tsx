type Props = { label: string; checked: boolean; onChange: (checked: boolean) => void };

/** A box to tick, with a target larger than itself. */
export function Checkbox({ label, checked, onChange }: Props) {
  return (
    <label className="grid size-6 place-items-center">
      <input
        type="checkbox"
        aria-label={label}
        checked={checked}
        onChange={(event) => onChange(event.target.checked)}
        className="size-3.5 accent-accent-fill"
      />
    </label>
  );
}
