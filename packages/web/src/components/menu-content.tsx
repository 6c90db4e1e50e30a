import {
  createContext,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
} from "react";
import { nextMenuItem } from "./next-menu-item.ts";
import { type Alignment, placeUnder } from "./place-under.ts";

/** How the menu was opened: by key the focus goes to its first item at once. */
export type Opened = "by-pointer" | "by-key";

/** Closes the menu around, and puts the focus back on its button. */
export const CloseMenu = createContext<() => void>(() => {});

type Props = {
  id: string;
  button: RefObject<HTMLButtonElement | null>;
  align: Alignment;
  opened: Opened;
  /** The focus or the pointer went elsewhere: close, but leave the focus where it is. */
  onLeave: () => void;
  children: ReactNode;
};

/** The open menu: places itself, takes the focus and the keys, and leaves when the pointer goes elsewhere. */
export function MenuContent({ id, button, align, opened, onLeave, children }: Props) {
  const menu = useRef<HTMLDivElement>(null);
  const close = useContext(CloseMenu);
  const leave = useEffectEvent(onLeave);
  useLayoutEffect(() => {
    // Each time it is drawn: what it holds may have come late.
    if (menu.current && button.current) placeUnder(menu.current, button.current, align);
  });
  useEffect(() => {
    const target = opened === "by-key" ? itemsOf(menu.current)[0] : menu.current;
    (target ?? menu.current)?.focus({ preventScroll: true });
  }, [opened]);
  useEffect(() => {
    const onPointerDown = ({ target }: Event) => {
      const isInside =
        target instanceof Node && (menu.current?.contains(target) || button.current?.contains(target));
      if (!isInside) leave();
    };
    const onResize = () => leave();
    document.addEventListener("pointerdown", onPointerDown, true);
    addEventListener("resize", onResize);
    return () => {
      document.removeEventListener("pointerdown", onPointerDown, true);
      removeEventListener("resize", onResize);
    };
  }, [button]);

  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      close();
      return;
    }
    const items = itemsOf(menu.current);
    const current = items.indexOf(document.activeElement as HTMLElement);
    const labels = items.map((item) => item.textContent ?? "");
    const next = nextMenuItem(labels, current, event.key);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };
  return (
    <div
      ref={menu}
      id={id}
      role="menu"
      tabIndex={-1}
      aria-orientation="vertical"
      onKeyDown={onKeyDown}
      className="fixed top-0 left-0 z-50 min-w-44 animate-rise overflow-y-auto rounded-lg bg-raised p-1 shadow-high outline-none"
    >
      {children}
    </div>
  );
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>("[role^=menuitem]:not([aria-disabled=true])") ?? [])];
}
