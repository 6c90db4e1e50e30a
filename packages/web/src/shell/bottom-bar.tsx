import { Link } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { openPalette } from "../palette/palette-state.ts";
import { BOTTOM_NAVIGATION } from "./navigation.ts";

const itemClasses =
  "flex h-13 grow basis-0 flex-col items-center justify-center gap-0.5 text-2xs font-medium text-text-soft";

/** The rail of narrow screens, at their foot. */
export function BottomBar() {
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-line border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {BOTTOM_NAVIGATION.map(({ to, label, Icon }) => (
        <Link key={to} to={to} className={itemClasses} activeProps={{ className: "text-accent" }}>
          <Icon size={18} aria-hidden="true" />
          {label}
        </Link>
      ))}
      <button type="button" onClick={openPalette} className={itemClasses}>
        <Search size={18} aria-hidden="true" />
        Search
      </button>
    </nav>
  );
}
