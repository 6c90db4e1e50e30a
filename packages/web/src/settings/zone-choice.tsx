import { useSyncExternalStore } from "react";
import { localZone, onZone, setZone, zoneChoice } from "../times/shown-zone.ts";
import { Choice } from "./choice.tsx";

/** The clock of the browser, or UTC. */
export function ZoneChoice() {
  const chosen = useSyncExternalStore(onZone, zoneChoice);
  return (
    <div className="flex flex-col gap-1.5">
      <Choice
        legend="Times"
        name="zone"
        value={chosen}
        onChange={setZone}
        options={[
          { id: "local", label: localZone() },
          { id: "utc", label: "UTC" },
        ]}
      />
      <p className="text-text-faint text-xs">
        Point at a time to see it in the other one. Schedules keep the zone they were written in.
      </p>
    </div>
  );
}
