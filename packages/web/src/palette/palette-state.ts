import { createOpenState } from "../components/open-state.ts";

export const { open: openPalette, close: closePalette, useIsOpen: useIsPaletteOpen } = createOpenState();
