import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from "react";
import { useRemembered } from "./use-remembered.ts";

type Props = {
  name: string;
  label: string;
  /** How high the upper part is until the reader has moved the border: a CSS length or share. */
  initial: string;
  children: [top: ReactNode, bottom: ReactNode];
};

const LEAST_SHARE = 10;
const MOST_SHARE = 90;

/** Two parts one above the other; the border between is dragged or moved with the arrows, and remembered. */
export function SplitPane({ name, label, initial, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const upper = useRef<HTMLDivElement>(null);
  const [share, setShare] = useRemembered<number>(`split.${name}`, -1);
  const clamp = (value: number) => Math.round(Math.min(Math.max(value, LEAST_SHARE), MOST_SHARE) * 10) / 10;
  const current = () =>
    share >= 0 ? share : ((upper.current?.clientHeight ?? 1) / (box.current?.clientHeight ?? 2)) * 100;
  const onPointerDown = (event: PointerEvent) => {
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const area = box.current?.getBoundingClientRect();
    if (area) setShare(clamp(((event.clientY - area.top) / area.height) * 100));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowUp: -3, ArrowDown: 3 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setShare(clamp(current() + step));
  };
  return (
    <div ref={box} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <div
        ref={upper}
        className="flex min-h-0 shrink-0 flex-col"
        style={{ height: share >= 0 ? `${share}%` : initial }}
      >
        {children[0]}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a rule cannot be focused and moved. */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation="horizontal"
        aria-valuemin={LEAST_SHARE}
        aria-valuemax={MOST_SHARE}
        aria-valuenow={share >= 0 ? share : 50}
        tabIndex={0}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onKeyDown={onKeyDown}
        onDoubleClick={() => setShare(-1)}
        className="group/split relative z-10 h-px shrink-0 cursor-row-resize touch-none bg-line-strong before:absolute before:inset-x-0 before:-inset-y-1 hover:bg-accent focus-visible:bg-accent focus-visible:outline-offset-0"
      />
      <div className="flex min-h-0 flex-1 flex-col">{children[1]}</div>
    </div>
  );
}
