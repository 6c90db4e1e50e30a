import { clsx } from "clsx";
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";
import { overlayRoot } from "./overlay-root.ts";

type MenuProps = {
  /** The button that opens it. */
  trigger: ReactElement;
  align?: "start" | "center" | "end";
  children: ReactNode;
};

/** A menu under a button, made of MenuItem, MenuCheck, MenuLabel and MenuLine. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  return (
    // A modal menu locks scrolling with an inline style sheet, which the content security policy refuses.
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal container={overlayRoot()}>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-44 animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-high"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

const itemClasses =
  "flex h-7 select-none items-center gap-2 rounded-md px-2 text-sm outline-none data-highlighted:bg-hover data-disabled:opacity-50 [&>svg]:shrink-0";

type ItemProps = {
  onSelect?: () => void;
  icon?: ReactNode;
  /** Keys that do the same, shown at the end. */
  keys?: string;
  isDangerous?: boolean;
  disabled?: boolean;
  children: ReactNode;
};

/** One action of a menu. */
export function MenuItem({ onSelect, icon, keys, isDangerous = false, disabled, children }: ItemProps) {
  return (
    <DropdownMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={clsx(itemClasses, isDangerous ? "text-danger" : "text-text")}
    >
      {icon}
      <span className="grow">{children}</span>
      {keys && <kbd className="font-sans text-text-faint text-xs">{keys}</kbd>}
    </DropdownMenu.Item>
  );
}

type CheckProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Stays open after a choice, for more than one. */
  staysOpen?: boolean;
  children: ReactNode;
};

/** A choice of a menu that is on or off. */
export function MenuCheck({ checked, onChange, staysOpen = false, children }: CheckProps) {
  return (
    <DropdownMenu.CheckboxItem
      checked={checked}
      onCheckedChange={onChange}
      onSelect={(event) => {
        if (staysOpen) event.preventDefault();
      }}
      className={clsx(itemClasses, "text-text")}
    >
      <span className="flex grow items-center gap-2">{children}</span>
      {checked && <Check size={14} className="text-accent" aria-hidden="true" />}
    </DropdownMenu.CheckboxItem>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <DropdownMenu.Label className="px-2 py-1 text-text-faint text-xs">{children}</DropdownMenu.Label>;
}

/** A line between the parts of a menu. */
export function MenuLine() {
  return <DropdownMenu.Separator className="-mx-1 my-1 h-px bg-line" />;
}
