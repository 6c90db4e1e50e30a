import { clsx } from "clsx";
import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { buttonClasses } from "../components/button.tsx";

type Props = ComponentProps<"button"> & { label: string; isInForce: boolean };

/** The button of a menu of filters. */
export function FilterMenuButton({ label, isInForce, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={clsx(buttonClasses("plain"), "gap-1 px-2", isInForce && "text-accent", className)}
      {...rest}
    >
      {label}
      <ChevronDown size={13} aria-hidden="true" className="text-text-faint" />
    </button>
  );
}
