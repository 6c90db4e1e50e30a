import type { StateType } from "@reeve/protocol";
import { useSyncExternalStore } from "react";
import { StateBadge } from "../components/state-badge.tsx";
import { chosenLooks, type Density, onLooks, type Palette, setLooks } from "../theme/looks.ts";
import { Choice } from "./choice.tsx";

const PALETTES: readonly { id: Palette; label: string }[] = [
  { id: "standard", label: "Standard" },
  { id: "colour-blind", label: "Colour-blind" },
  { id: "high-contrast", label: "High contrast" },
];

const DENSITIES: readonly { id: Density; label: string }[] = [
  { id: "dense", label: "Dense" },
  { id: "comfortable", label: "Comfortable" },
];

const SHOWN: readonly StateType[] = ["COMPLETED", "FAILED", "CRASHED", "RUNNING", "PAUSED"];

/** The colours of states, and how much room rows have. */
export function LooksChoice() {
  const { palette, density } = useSyncExternalStore(onLooks, chosenLooks);
  return (
    <>
      <Choice
        legend="Colours"
        name="palette"
        options={PALETTES}
        value={palette}
        onChange={(next) => setLooks({ palette: next })}
      />
      <div className="flex flex-wrap gap-x-4 gap-y-1">
        {SHOWN.map((type) => (
          <StateBadge key={type} type={type} />
        ))}
      </div>
      <Choice
        legend="Rows of lists"
        name="density"
        options={DENSITIES}
        value={density}
        onChange={(next) => setLooks({ density: next })}
      />
    </>
  );
}
