import { clsx } from "clsx";
import type { ReactNode } from "react";

type Option<Id extends string> = { id: Id; label: string; icon?: ReactNode };

type Props<Id extends string> = {
  legend: string;
  name: string;
  options: readonly Option<Id>[];
  value: Id;
  onChange: (id: Id) => void;
};

/** One of a few, as buttons in a row. */
export function Choice<Id extends string>({ legend, name, options, value, onChange }: Props<Id>) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="mb-1.5 text-text-soft">{legend}</legend>
      <div className="flex gap-2">
        {options.map(({ id, label, icon }) => (
          <label
            key={id}
            className={clsx(
              "flex h-9 grow items-center justify-center gap-2 whitespace-nowrap rounded-md border px-3 has-focus-visible:outline-2 has-focus-visible:outline-focus md:max-w-36",
              id === value
                ? "border-accent bg-selected font-medium text-text"
                : "border-line-strong text-text-soft hover:bg-hover",
            )}
          >
            <input
              type="radio"
              name={name}
              value={id}
              checked={id === value}
              onChange={() => onChange(id)}
              className="sr-only"
            />
            {icon}
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
