import { clsx } from "clsx";
import { type ReactNode, useId } from "react";

type Props = {
  title: string;
  /** A number or a few words beside the title. */
  note?: ReactNode;
  /** Links and buttons at the end of its line. */
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A part of a page in a frame, under its heading. */
export function Panel({ title, note, actions, className, children }: Props) {
  const headingId = useId();
  return (
    <section
      aria-labelledby={headingId}
      className={clsx("flex min-w-0 flex-col rounded-lg border border-line bg-surface", className)}
    >
      <div className="flex min-h-10 items-center gap-2 px-4 pt-1.5">
        <h2 id={headingId} className="font-medium text-sm">
          {title}
        </h2>
        {note !== undefined && <span className="tabular text-text-faint text-xs">{note}</span>}
        {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
      </div>
      {children}
    </section>
  );
}

/** What a panel says when it has nothing to show. */
export function PanelNote({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <p className="flex items-center gap-2 px-4 pt-1 pb-4 text-text-soft">
      {icon}
      {children}
    </p>
  );
}
