import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** The look of whatever takes text. */
export const inputClasses =
  "w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm shadow-low hover:border-control-line " +
  "focus-visible:outline-offset-0 disabled:opacity-50 aria-invalid:border-danger max-md:text-lg";

export function TextInput({ className, ...rest }: ComponentProps<"input">) {
  return (
    <input
      type="text"
      autoComplete="off"
      spellCheck={false}
      className={clsx(inputClasses, "h-8 max-md:h-10", className)}
      {...rest}
    />
  );
}

export function TextArea({ className, rows = 4, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      spellCheck={false}
      className={clsx(inputClasses, "resize-y py-1.5 leading-5", className)}
      {...rest}
    />
  );
}

export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <select className={clsx(inputClasses, "h-8 pr-8 max-md:h-10", className)} {...rest}>
      {children}
    </select>
  );
}
