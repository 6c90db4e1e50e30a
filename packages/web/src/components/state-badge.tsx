import type { StateType } from "@reeve/protocol";
import { clsx } from "clsx";
import { stateLabel, stateTone, TONE_CLASSES } from "./run-state.ts";
import { StateIcon } from "./state-icon.tsx";

type Props = {
  type: StateType;
  name?: string | null;
  /** `plain` for dense lists, `soft` with a tinted ground for headers. */
  look?: "plain" | "soft";
  className?: string;
};

/** A run's state as sign, word and colour. */
export function StateBadge({ type, name, look = "plain", className }: Props) {
  const classes = TONE_CLASSES[stateTone(type, name)];
  return (
    <span
      className={clsx(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium",
        classes.text,
        look === "soft" && [classes.soft, "h-6 rounded-full pr-2.5 pl-1.5"],
        className,
      )}
    >
      <StateIcon type={type} name={name} />
      {stateLabel(type, name)}
    </span>
  );
}
