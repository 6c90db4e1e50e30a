import type { StateType } from "@reeve/protocol";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type StateTone, stateTone, TONE_CLASSES } from "./run-state.ts";

const ring = <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const disc = <circle cx="8" cy="8" r="6.5" fill="currentColor" />;
const cut = {
  fill: "none",
  stroke: "var(--surface)",
  strokeWidth: 1.6,
  strokeLinecap: "round",
  strokeLinejoin: "round",
} as const;
const drawn = { ...cut, stroke: "currentColor", strokeWidth: 1.5 } as const;

/** Each look has a shape of its own, so that none hangs on its colour. */
const SHAPES: Readonly<Record<StateTone, ReactNode>> = {
  completed: (
    <>
      {disc}
      <path d="m5.2 8.2 1.9 1.9 3.7-4" {...cut} />
    </>
  ),
  cached: (
    <>
      {ring}
      <path d="m5.4 8.2 1.8 1.8 3.4-3.7" {...drawn} />
    </>
  ),
  failed: (
    <>
      {disc}
      <path d="m5.8 5.8 4.4 4.4m0-4.4-4.4 4.4" {...cut} />
    </>
  ),
  crashed: (
    <>
      <path d="M8 1.2 14.8 8 8 14.8 1.2 8Z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 5v3.4m0 2.3v.1" {...cut} />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="5.75" fill="none" stroke="currentColor" strokeWidth="1.5" opacity="0.3" />
      <path
        d="M8 2.25A5.75 5.75 0 0 1 13.75 8"
        {...drawn}
        strokeWidth={2}
        className="origin-center animate-spin"
      />
    </>
  ),
  pending: (
    <circle
      cx="8"
      cy="8"
      r="5.75"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeDasharray="2.2 2.315"
    />
  ),
  scheduled: (
    <>
      {ring}
      <path d="M8 5v3.2l2 1.3" {...drawn} />
    </>
  ),
  late: (
    <>
      {disc}
      <path d="M8 4.8v3.4l2.1 1.4" {...cut} />
    </>
  ),
  retry: (
    <>
      <path d="M13.3 6.2A5.6 5.6 0 1 0 13.6 9" {...drawn} />
      <path d="M13.8 2.8v3.6h-3.6" {...drawn} />
    </>
  ),
  paused: (
    <>
      {disc}
      <path d="M6.3 5.6v4.8m3.4-4.8v4.8" {...cut} />
    </>
  ),
  cancelling: (
    <>
      {ring}
      <path d="m5.6 10.4 4.8-4.8" {...drawn} />
    </>
  ),
  cancelled: (
    <>
      {disc}
      <path d="m5.4 10.6 5.2-5.2" {...cut} />
    </>
  ),
};

type Props = { type: StateType; name?: string | null; className?: string };

/** The sign of a state; beside it stands its word, so it is silent. */
export function StateIcon({ type, name, className }: Props) {
  const tone = stateTone(type, name);
  return (
    <svg
      viewBox="0 0 16 16"
      width="14"
      height="14"
      aria-hidden="true"
      className={clsx("shrink-0", TONE_CLASSES[tone].text, className)}
    >
      {SHAPES[tone]}
    </svg>
  );
}
