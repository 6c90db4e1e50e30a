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

/** The word mark in two lines: the name, and under it a line of runs. */
export function Wordmark() {
  return (
    <svg viewBox="0 0 97 35" height="29" role="img" aria-label="Reeve" fill="none" strokeLinecap="round">
      <g stroke="var(--text)" strokeWidth="3.2" strokeLinejoin="round">
        <path d="M3.5 20V7m0 5.6c0-3.6 2.4-5.8 5.8-5.8" />
        <path d="M19.4 13.4h13.2a6.6 6.6 0 1 0-1.9 4.7" />
        <path d="M40.6 13.4h13.2a6.6 6.6 0 1 0-1.9 4.7" />
        <path d="M60.4 7.2 66.2 20 72 7.2" />
        <path d="M78.4 13.4h13.2a6.6 6.6 0 1 0-1.9 4.7" />
      </g>
      <circle cx="12.6" cy="7.4" r="2.7" fill="var(--accent)" />
      <g stroke="var(--accent)" strokeWidth="3.2">
        <path d="M3.5 30h9.5" />
        <path d="M19.6 30h27" opacity="0.5" />
        <path d="M53.2 30h8.5" opacity="0.8" />
        <path d="M68.3 30h23.3" opacity="0.3" />
      </g>
    </svg>
  );
}
