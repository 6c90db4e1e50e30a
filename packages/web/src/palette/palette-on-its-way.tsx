import { useEffect } from "react";
import { closePalette, typeAhead } from "./palette-state.ts";

/** In place of the palette while its code is fetched: no key falls through to the page, where some of them act. */
export function PaletteOnItsWay() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "Escape") closePalette();
      else if (event.key.length === 1) typeAhead(event.key);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    addEventListener("keydown", onKeyDown, true);
    return () => removeEventListener("keydown", onKeyDown, true);
  }, []);
  return null;
}
