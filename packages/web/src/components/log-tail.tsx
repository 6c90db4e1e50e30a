import type { Log } from "@reeve/protocol";
import { clsx } from "clsx";

// Python's levels: what is below is no trouble.
const WARNING = 30;
const ERROR = 40;

/** The last lines of a log, without colours of their own. */
export function LogTail({ lines }: { lines: readonly Log[] }) {
  if (lines.length === 0) return <p className="text-text-soft">Nothing was logged.</p>;
  return (
    <ol className="flex flex-col gap-0.5 font-mono text-xs leading-5">
      {lines.map(({ id, level, message }) => (
        <li
          key={id}
          className={clsx(
            "whitespace-pre-wrap break-words",
            level >= ERROR ? "text-failed" : level >= WARNING ? "text-late" : "text-text-soft",
          )}
        >
          {withoutColours(message)}
        </li>
      ))}
    </ol>
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals' colours begin with it.
const COLOURS = /\u001b\[[\d;]*m/g;
const withoutColours = (text: string): string => text.replaceAll(COLOURS, "");
