/** How far something has come, in percent. */
export function ProgressBar({ percent, label }: { percent: number; label: string }) {
  const shown = Math.max(0, Math.min(100, percent));
  return (
    <div className="flex w-full max-w-xl items-center gap-3">
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={shown}
        className="h-2.5 grow overflow-hidden rounded-full border border-control-line bg-sunken"
      >
        {/* A picture, not a style: the content security policy refuses the style attribute. */}
        <svg
          aria-hidden="true"
          className="block h-full w-full"
          preserveAspectRatio="none"
          viewBox="0 0 100 1"
        >
          <rect width={shown} height="1" className="fill-accent-fill" />
        </svg>
      </div>
      <span className="tabular w-14 shrink-0 text-right font-medium">
        {shown.toLocaleString("en", { maximumFractionDigits: 1 })} %
      </span>
    </div>
  );
}
