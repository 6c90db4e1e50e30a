import { clsx } from "clsx";
import { Check } from "lucide-react";
import {
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type Ref,
  useContext,
  useId,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import { CloseMenu, MenuContent, type Opened } from "./menu-content.tsx";
import { overlayRoot } from "./overlay-root.ts";
import type { Alignment } from "./place-under.ts";

/** A button that takes what a button takes. */
type Trigger = ReactElement<{
  ref?: Ref<HTMLButtonElement>;
  onClick?: () => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  "aria-haspopup"?: "menu";
  "aria-expanded"?: boolean;
  "aria-controls"?: string;
}>;

type MenuProps = {
  /** The button that opens it. */
  trigger: Trigger;
  align?: Alignment;
  children: ReactNode;
};

/** A menu under a button, made of MenuItem, MenuCheck, MenuLabel and MenuLine. */
export function Menu({ trigger, align = "start", children }: MenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const close = () => {
    setOpened(undefined);
    button.current?.focus();
  };
  const clone = cloneElement(trigger, {
    ref: button,
    onClick: () => setOpened(opened ? undefined : "by-pointer"),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      setOpened("by-key");
    },
    "aria-haspopup": "menu",
    "aria-expanded": opened !== undefined,
    ...(opened ? { "aria-controls": id } : {}),
  });
  return (
    <>
      {clone}
      {opened &&
        createPortal(
          <CloseMenu value={close}>
            <MenuContent
              id={id}
              button={button}
              align={align}
              opened={opened}
              onLeave={() => setOpened(undefined)}
            >
              {children}
            </MenuContent>
          </CloseMenu>,
          overlayRoot(),
        )}
    </>
  );
}

const itemClasses =
  "flex h-7 w-full select-none items-center gap-2 rounded-md px-2 text-left text-sm outline-none focus:bg-hover focus-visible:outline-2 focus-visible:outline-focus focus-visible:-outline-offset-2 aria-disabled:opacity-50 [&>svg]:shrink-0";

// The pointer moves the focus, so that there is never one item pointed at and another one focused.
const focusPointedAt = (event: PointerEvent<HTMLElement>) =>
  event.currentTarget.focus({ preventScroll: true });

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
export function MenuItem({
  onSelect,
  icon,
  keys,
  isDangerous = false,
  disabled = false,
  children,
}: ItemProps) {
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      aria-disabled={disabled}
      onPointerMove={focusPointedAt}
      onClick={() => {
        if (disabled) return;
        close();
        onSelect?.();
      }}
      className={clsx(itemClasses, isDangerous ? "text-danger" : "text-text")}
    >
      {icon}
      <span className="grow">{children}</span>
      {keys && <kbd className="font-sans text-text-faint text-xs">{keys}</kbd>}
    </button>
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
  const close = useContext(CloseMenu);
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      tabIndex={-1}
      aria-checked={checked}
      onPointerMove={focusPointedAt}
      onClick={() => {
        if (!staysOpen) close();
        onChange(!checked);
      }}
      className={clsx(itemClasses, "text-text")}
    >
      <span className="flex grow items-center gap-2 pr-3">{children}</span>
      {checked && <Check size={14} className="text-accent" aria-hidden="true" />}
    </button>
  );
}

/** A heading inside a menu. */
export function MenuLabel({ children }: { children: ReactNode }) {
  return <div className="px-2 py-1 text-text-faint text-xs">{children}</div>;
}

/** A line between the parts of a menu. */
export function MenuLine() {
  return <hr className="-mx-1 my-1 border-line" />;
}
