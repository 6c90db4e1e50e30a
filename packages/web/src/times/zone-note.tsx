import { clsx } from "clsx";
import { Tooltip } from "../components/tooltip.tsx";
import { localZone, setZone, useShownZone } from "./shown-zone.ts";

/** Says in which zone the times of the page are; pressed, it shows them in the other one, on every page. */
export function ZoneNote({ className }: { className?: string }) {
  const zone = useShownZone();
  const other = zone === "UTC" ? localZone() : "UTC";
  // Where the clock of the browser is UTC there is nothing to choose.
  if (other === zone)
    return <span className={clsx("text-text-faint text-xs", className)}>times in {zone}</span>;
  return (
    <Tooltip content={`Show all times in ${other}`}>
      <button
        type="button"
        onClick={() => setZone(zone === "UTC" ? "local" : "utc")}
        className={clsx("h-6 rounded-sm text-text-faint text-xs hover:text-text hover:underline", className)}
      >
        times in {zone}
      </button>
    </Tooltip>
  );
}
