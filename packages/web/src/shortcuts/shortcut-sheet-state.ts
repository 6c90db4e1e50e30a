import { createOpenState } from "../components/open-state.ts";

export const {
  open: openShortcutSheet,
  close: closeShortcutSheet,
  useIsOpen: useIsShortcutSheetOpen,
} = createOpenState();
