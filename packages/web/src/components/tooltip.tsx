import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { overlayRoot } from "./overlay-root.ts";
import { placeBeside } from "./place-beside.ts";

const OPEN_DELAY_MS = 350;

/** An element that takes the pointer and the focus. */
export type Trigger = ReactElement<{
  onPointerEnter?: (event: React.PointerEvent<HTMLElement>) => void;
  onPointerLeave?: () => void;
  onFocus?: (event: React.FocusEvent<HTMLElement>) => void;
  onBlur?: () => void;
  "aria-describedby"?: string;
}>;

type Props = { content: ReactNode; side?: "top" | "bottom" | "right"; children: Trigger };

/** A few words about what the pointer or the keyboard is on. The trigger must also make sense without them. */
export function Tooltip({ content, side = "bottom", children }: Props) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const openLater = (element: HTMLElement) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(element), OPEN_DELAY_MS);
  };
  const close = () => {
    clearTimeout(timer.current);
    setAnchor(null);
  };
  const closeSoon = () => {
    // Time to move the pointer onto the words, which may then be selected.
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(null), 120);
  };
  const trigger = cloneElement(children, {
    onPointerEnter: (event) => {
      if (event.pointerType === "mouse") openLater(event.currentTarget);
    },
    onPointerLeave: closeSoon,
    onFocus: (event) => {
      if (event.currentTarget.matches(":focus-visible")) openLater(event.currentTarget);
    },
    onBlur: close,
    ...(anchor ? { "aria-describedby": id } : {}),
  });
  return (
    <>
      {trigger}
      {anchor &&
        createPortal(
          <Bubble
            id={id}
            anchor={anchor}
            side={side}
            onEnter={() => clearTimeout(timer.current)}
            onClose={close}
          >
            {content}
          </Bubble>,
          overlayRoot(),
        )}
    </>
  );
}

type BubbleProps = {
  id: string;
  anchor: HTMLElement;
  side: "top" | "bottom" | "right";
  onEnter: () => void;
  onClose: () => void;
  children: ReactNode;
};

function Bubble({ id, anchor, side, onEnter, onClose, children }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (bubble.current) placeBeside(bubble.current, anchor, side);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose();
    };
    addEventListener("keydown", onKeyDown, true);
    addEventListener("scroll", onClose, true);
    return () => {
      removeEventListener("keydown", onKeyDown, true);
      removeEventListener("scroll", onClose, true);
    };
  });
  return (
    <div
      ref={bubble}
      id={id}
      role="tooltip"
      onPointerEnter={onEnter}
      onPointerLeave={onClose}
      className="fixed top-0 left-0 z-50 max-w-80 animate-rise rounded-md bg-raised px-2 py-1 text-text text-xs shadow-high"
    >
      {children}
    </div>
  );
}
