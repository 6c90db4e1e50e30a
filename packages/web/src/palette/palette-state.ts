import { createOpenState } from "../components/open-state.ts";

const { open, close, useIsOpen } = createOpenState();
let typed = "";

/** Opens the palette with an empty line. */
export function openPalette(): void {
  typed = "";
  open();
}

/** Adds to what the palette begins with: what is typed while it is on its way is meant for it. */
export function typeAhead(letter: string): void {
  typed += letter;
}

export const typedAhead = (): string => typed;

export { close as closePalette, useIsOpen as useIsPaletteOpen };
