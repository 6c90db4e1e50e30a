import { clsx } from "clsx";
import { type ReactNode, useEffect, useRef } from "react";

type Props = {
  label: string;
  isOpen: boolean;
  onClose: () => void;
  className?: string;
  children: ReactNode;
};

/** A modal window on the browser's own dialog element: focus stays inside, Escape and a click beside it close. */
export function Dialog({ label, isOpen, onClose, className, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it, by the browser's own doing.
    <dialog
      ref={dialog}
      aria-label={label}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
      className={clsx(
        "m-auto w-[min(30rem,calc(100vw-2rem))] overflow-hidden rounded-xl bg-raised p-0 text-text shadow-high open:animate-rise",
        className,
      )}
    >
      {isOpen && children}
    </dialog>
  );
}
