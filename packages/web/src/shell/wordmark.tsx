/** The sign: a stem with a run branching off it, which is also an r. */
export function Sign({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" width="28" height="28" className={className} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent-fill)" />
      <g fill="none" stroke="#fff" strokeWidth="3.25" strokeLinecap="round">
        <path d="M10.5 24V9" />
        <path d="M10.5 17.5c0-4.6 3.2-7.5 8-7.5" />
      </g>
      <circle cx="22.25" cy="10" r="2.75" fill="#fff" />
    </svg>
  );
}

/** The word mark: the sign beside the name and what it is, on two lines. */
export function Wordmark() {
  return (
    <span className="flex items-center gap-2.5">
      <Sign className="shrink-0" />
      <span className="flex flex-col">
        <span className="font-semibold text-[0.9375rem] text-text leading-4 tracking-[-0.02em]">Reeve</span>
        <span className="text-2xs text-text-faint leading-3.5">workflows, in order</span>
      </span>
    </span>
  );
}
