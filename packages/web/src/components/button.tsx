import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";

type Look = "plain" | "outline" | "outline-danger" | "primary" | "danger";

const LOOKS: Readonly<Record<Look, string>> = {
  plain: "text-text-soft hover:bg-hover hover:text-text aria-expanded:bg-hover",
  outline: "border border-line-strong bg-surface text-text shadow-low hover:bg-hover aria-expanded:bg-hover",
  "outline-danger": "border border-line-strong bg-surface text-danger shadow-low hover:bg-failed-soft",
  primary: "bg-accent-fill text-on-accent shadow-low hover:bg-accent-hover",
  danger: "bg-danger-fill text-on-danger shadow-low hover:brightness-110",
};

const base =
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium " +
  "disabled:opacity-50 aria-disabled:opacity-50";

/** The classes of a button, for links that look like one. */
export const buttonClasses = (look: Look = "outline", size: "sm" | "md" = "md"): string =>
  clsx(base, LOOKS[look], size === "sm" ? "h-6 px-2 text-xs" : "h-7 px-2.5 text-sm");

type Props = ComponentProps<"button"> & { look?: Look; size?: "sm" | "md"; icon?: ReactNode };

/** A button with a word, and perhaps a sign before it. */
export function Button({ look = "outline", size = "md", icon, className, children, ...rest }: Props) {
  return (
    <button type="button" className={clsx(buttonClasses(look, size), className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}

type IconButtonProps = Omit<ComponentProps<"button">, "children"> & {
  /** What the button does: its name for those who do not see the sign. */
  label: string;
  look?: Look;
  children: ReactNode;
};

/** A square button with a sign alone. */
export function IconButton({ label, look = "plain", className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      className={clsx(base, LOOKS[look], "size-7", className)}
      {...rest}
    >
      {children}
    </button>
  );
}
