import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { Toasts } from "../components/toast.tsx";
import { PaletteOnItsWay } from "../palette/palette-on-its-way.tsx";
import { openPalette, useIsPaletteOpen } from "../palette/palette-state.ts";
import { openShortcutSheet, useIsShortcutSheetOpen } from "../shortcuts/shortcut-sheet-state.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import { Announcements } from "./announce.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { LostServerBanner } from "./lost-server-banner.tsx";
import { Rail } from "./rail.tsx";
import { toggleRail } from "./rail-state.ts";
import { TopBar } from "./top-bar.tsx";
import { useGoShortcuts } from "./use-go-shortcuts.ts";

const Palette = lazy(() => import("../palette/palette.tsx").then(({ Palette }) => ({ default: Palette })));
const ShortcutSheet = lazy(() =>
  import("../shortcuts/shortcut-sheet.tsx").then(({ ShortcutSheet }) => ({ default: ShortcutSheet })),
);

/** What stands around every page. */
export function Shell() {
  const isPaletteOpen = useIsPaletteOpen();
  const isSheetOpen = useIsShortcutSheetOpen();
  useShortcut("mod+k", "Search or go to", openPalette);
  useShortcut("?", "Show the shortcuts", openShortcutSheet);
  useShortcut("[", "Narrow or widen the navigation", toggleRail);
  useGoShortcuts();
  return (
    <div className="flex h-full flex-col">
      <SkipLink />
      <div className="flex min-h-0 grow">
        <Rail />
        <div className="flex min-w-0 grow flex-col">
          <TopBar />
          <LostServerBanner />
          <main id="main" tabIndex={-1} className="flex min-h-0 grow flex-col bg-surface outline-none">
            <Outlet />
          </main>
        </div>
      </div>
      <BottomBar />
      <Suspense fallback={<PaletteOnItsWay />}>{isPaletteOpen && <Palette />}</Suspense>
      <Suspense>{isSheetOpen && <ShortcutSheet />}</Suspense>
      <Toasts />
      <Announcements />
    </div>
  );
}

function SkipLink() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it does lead to a place on the page.
    <a
      href="#main"
      onClick={(event) => {
        // With a <base> in the page a fragment alone would leave it.
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
      className="fixed top-2 left-2 z-50 -translate-y-14 rounded-md bg-accent-fill px-3 py-1.5 font-medium text-on-accent focus:translate-y-0"
    >
      Skip to the content
    </a>
  );
}
