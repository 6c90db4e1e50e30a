import type { StateType } from "@reeve/protocol";
import { clsx } from "clsx";
import { type StateTone, stateLabel, stateTone, TONE_CLASSES } from "./run-state.ts";
import { StateIcon } from "./state-icon.tsx";

const QUIET: ReadonlySet<StateTone> = new Set(["completed", "cached", "cancelled", "cancelling", "pending"]);

type Props = {
  type: StateType;
  name?: string | null;
  /** `plain` for dense lists, `soft` with a tinted ground for headers. */
  look?: "plain" | "soft";
  className?: string;
};

/** A run's state as sign, word and colour. */
export function StateBadge({ type, name, look = "plain", className }: Props) {
  const tone = stateTone(type, name);
  const classes = TONE_CLASSES[tone];
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        // In a list of many the word steps back where all went well; the sign keeps the colour.
        look === "plain" && QUIET.has(tone) ? "text-text-soft" : classes.text,
        look === "soft" && [classes.soft, "h-6 rounded-full pr-2.5 pl-1.5"],
        className,
      )}
    >
      <StateIcon type={type} name={name} />
      {stateLabel(type, name)}
    </span>
  );
}
