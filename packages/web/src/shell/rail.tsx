import { Link } from "@tanstack/react-router";
import { clsx } from "clsx";
import { BookOpen, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { basePath } from "../api/base-url.ts";
import { IconButton } from "../components/button.tsx";
import { Tooltip, type Trigger } from "../components/tooltip.tsx";
import { RecentRuns } from "../recent-runs/recent-runs.tsx";
import { NAVIGATION_PARTS } from "./navigation.ts";
import { toggleRail, useIsRailNarrow } from "./rail-state.ts";
import { useMedia } from "./use-media.ts";
import { Sign, Wordmark } from "./wordmark.tsx";

const itemClasses = (isNarrow: boolean) =>
  clsx(
    "flex h-8 items-center gap-2.5 rounded-md font-medium text-sm text-text-soft hover:bg-hover hover:text-text",
    isNarrow ? "w-8 justify-center" : "px-2",
  );

/** The left rail: where one can go. */
export function Rail() {
  const isChosenNarrow = useIsRailNarrow();
  // Where room is scarce the page has more use for it.
  const isForced = useMedia("(max-width: 1023px)");
  const isNarrow = isChosenNarrow || isForced;
  return (
    <nav
      aria-label="Main"
      className={clsx(
        "hidden shrink-0 flex-col border-line border-r bg-canvas md:flex",
        isNarrow ? "w-13 items-center" : "w-55",
      )}
    >
      <Link
        to="/dashboard"
        aria-label={isNarrow ? "Reeve" : undefined}
        className={clsx("flex h-13 items-center rounded-md", isNarrow ? "justify-center" : "px-4")}
      >
        {isNarrow ? <Sign /> : <Wordmark />}
      </Link>
      <div className="min-h-0 overflow-y-auto pb-2 [scrollbar-width:none]">
        {NAVIGATION_PARTS.map(({ title, pages }) => (
          <RailPart key={title ?? ""} title={title} pages={pages} isNarrow={isNarrow} />
        ))}
        {!isNarrow && <RecentRuns />}
      </div>
      <div
        className={clsx(
          "mt-auto flex gap-0.5 py-2",
          isNarrow ? "flex-col items-center" : "items-center px-2",
        )}
      >
        <Labelled label="API reference" isNarrow={isNarrow}>
          <a
            href={`${basePath()}docs`}
            className={clsx(itemClasses(isNarrow), !isNarrow && "grow")}
            aria-label={isNarrow ? "API reference" : undefined}
          >
            <BookOpen size={16} aria-hidden="true" />
            {!isNarrow && "API reference"}
          </a>
        </Labelled>
        {!isForced && (
          <IconButton
            label={isNarrow ? "Widen the navigation" : "Narrow the navigation"}
            onClick={toggleRail}
          >
            {isNarrow ? <PanelLeftOpen size={16} /> : <PanelLeftClose size={16} />}
          </IconButton>
        )}
      </div>
    </nav>
  );
}

type RailPartProps = {
  title: string | undefined;
  pages: (typeof NAVIGATION_PARTS)[number]["pages"];
  isNarrow: boolean;
};

function RailPart({ title, pages, isNarrow }: RailPartProps) {
  return (
    <>
      {title && !isNarrow && (
        <h2 className="px-4 pt-4 pb-1 font-medium text-2xs text-text-faint uppercase tracking-wide">
          {title}
        </h2>
      )}
      {title && isNarrow && <hr className="mx-2 my-2 border-line" />}
      <ul className={clsx("flex flex-col gap-0.5 pt-1", !isNarrow && "px-2")}>
        {pages.map(({ to, label, Icon }) => (
          <li key={to}>
            <Labelled label={label} isNarrow={isNarrow}>
              <Link
                to={to}
                className={itemClasses(isNarrow)}
                activeProps={{ className: "bg-selected text-text" }}
                aria-label={isNarrow ? label : undefined}
              >
                <Icon size={16} aria-hidden="true" />
                {!isNarrow && label}
              </Link>
            </Labelled>
          </li>
        ))}
      </ul>
    </>
  );
}

type LabelledProps = { label: string; isNarrow: boolean; children: Trigger };

function Labelled({ label, isNarrow, children }: LabelledProps) {
  if (!isNarrow) return children;
  return (
    <Tooltip content={label} side="right">
      {children}
    </Tooltip>
  );
}
