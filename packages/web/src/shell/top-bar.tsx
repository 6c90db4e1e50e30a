import { Link } from "@tanstack/react-router";
import { ChevronRight, Keyboard, Search } from "lucide-react";
import { Fragment } from "react";
import { IconButton } from "../components/button.tsx";
import { Tooltip } from "../components/tooltip.tsx";
import { LogOutButton } from "../login/log-out-button.tsx";
import { openPalette } from "../palette/palette-state.ts";
import { openShortcutSheet } from "../shortcuts/shortcut-sheet-state.ts";
import { ThemeMenu } from "../theme/theme-menu.tsx";
import { useShownCrumbs } from "./crumbs.ts";
import { LiveDot } from "./live-dot.tsx";
import { modKey } from "./mod-key.ts";
import { Sign } from "./wordmark.tsx";

/** The top bar: where one is, the way to anywhere, how fresh the page is. */
export function TopBar() {
  return (
    <header className="flex h-13 shrink-0 items-center gap-2 border-line border-b bg-surface px-4">
      <Link to="/dashboard" aria-label="Reeve" className="mr-1 md:hidden">
        <Sign />
      </Link>
      <Crumbs />
      <button
        type="button"
        onClick={openPalette}
        className="ml-auto hidden h-8 w-64 shrink items-center gap-2 rounded-md border border-line bg-canvas px-2.5 text-text-faint hover:border-line-strong md:flex"
      >
        <Search size={14} aria-hidden="true" />
        <span className="grow text-left">Search or go to…</span>
        <kbd className="rounded-sm border border-line bg-surface px-1 font-sans text-2xs">{modKey} K</kbd>
      </button>
      <div className="ml-auto flex items-center gap-0.5 md:ml-0">
        <LiveDot />
        <ThemeMenu />
        <LogOutButton />
        <Tooltip content="Keyboard shortcuts">
          <IconButton label="Keyboard shortcuts" onClick={openShortcutSheet} className="max-md:hidden">
            <Keyboard size={16} aria-hidden="true" />
          </IconButton>
        </Tooltip>
      </div>
    </header>
  );
}

function Crumbs() {
  const crumbs = useShownCrumbs();
  return (
    <nav aria-label="Breadcrumbs" className="min-w-0">
      <ol className="flex min-w-0 items-center gap-1">
        {crumbs.map((crumb, index) => (
          <Fragment key={crumb.label}>
            {index > 0 && (
              <li aria-hidden="true" className="text-text-faint">
                <ChevronRight size={14} />
              </li>
            )}
            <li className="min-w-0 truncate">
              {crumb.to ? (
                <Link to={crumb.to} className="rounded-sm px-1 py-0.5 text-text-soft hover:text-text">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page" className="px-1 font-medium text-text">
                  {crumb.label}
                </span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
