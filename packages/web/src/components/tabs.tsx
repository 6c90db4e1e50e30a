import { clsx } from "clsx";
import { type KeyboardEvent, type ReactNode, useId } from "react";

export type Tab<Id extends string> = {
  id: Id;
  label: string;
  /** A number beside the word; left out while it is not known, and when there is nothing to count. */
  count?: number;
  icon?: ReactNode;
};

type Props<Id extends string> = {
  /** What the tabs choose between, for those who do not see them. */
  label: string;
  tabs: readonly Tab<Id>[];
  value: Id;
  onChange: (id: Id) => void;
  /** The id of the element the tabs fill; it needs role="tabpanel". */
  panelId: string;
  className?: string;
};

/** A row of tabs; arrows move, Home and End jump. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, panelId, className }: Props<Id>) {
  const prefix = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = nextTab(tabs, value, event.key);
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    document.getElementById(prefix + next.id)?.focus();
  };
  return (
    <div
      role="tablist"
      aria-label={label}
      onKeyDown={onKeyDown}
      className={clsx("flex items-stretch gap-0.5", className)}
    >
      {tabs.map((tab) => {
        const isChosen = tab.id === value;
        return (
          <button
            key={tab.id}
            id={prefix + tab.id}
            type="button"
            role="tab"
            aria-selected={isChosen}
            aria-controls={panelId}
            tabIndex={isChosen ? 0 : -1}
            onClick={() => onChange(tab.id)}
            className={clsx(
              "relative flex h-9 shrink-0 items-center gap-1.5 rounded-md px-2.5 font-medium text-sm",
              isChosen
                ? "text-text after:absolute after:inset-x-2.5 after:bottom-0 after:h-0.5 after:rounded-full after:bg-accent forced-colors:after:bg-[Highlight]"
                : "text-text-soft hover:text-text",
            )}
          >
            {tab.icon}
            {tab.label}
            {tab.count !== undefined && tab.count > 0 && (
              <span className="tabular rounded-full bg-hover px-1.5 text-2xs text-text-soft">
                {tab.count.toLocaleString("en")}
              </span>
            )}
          </button>
        );
      })}
    </div>
  );
}

function nextTab<Id extends string>(tabs: readonly Tab<Id>[], value: Id, key: string): Tab<Id> | undefined {
  const at = tabs.findIndex((tab) => tab.id === value);
  if (key === "ArrowRight") return tabs[(at + 1) % tabs.length];
  if (key === "ArrowLeft") return tabs[(at - 1 + tabs.length) % tabs.length];
  if (key === "Home") return tabs[0];
  if (key === "End") return tabs[tabs.length - 1];
  return undefined;
}
