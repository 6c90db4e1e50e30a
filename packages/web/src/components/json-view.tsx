import { clsx } from "clsx";
import { CopyButton } from "./copy-button.tsx";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g;

/** A value as indented JSON with coloured parts, ready to be copied. */
export function JsonView({ value, className }: { value: unknown; className?: string }) {
  const text = JSON.stringify(value, null, 2) ?? "null";
  return (
    <div className={clsx("group/json relative rounded-md border border-line bg-sunken", className)}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
        tabIndex={0}
        className="max-h-[60vh] overflow-auto p-3 pr-10 font-mono text-text text-xs leading-5"
      >
        {tokens(text)}
      </pre>
      <div className="absolute top-1 right-1 rounded-md bg-sunken">
        <CopyButton text={text} label="Copy the JSON" />
      </div>
    </div>
  );
}

// Colouring each part of a very long text would make thousands of elements.
const LONGEST_COLOURED = 50_000;

function tokens(text: string) {
  if (text.length > LONGEST_COLOURED) return text;
  const parts: React.ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) parts.push(text.slice(at, match.index));
    const [whole, string, colon] = match;
    const look = colon
      ? "text-scheduled"
      : string
        ? "text-completed"
        : match[3]
          ? "text-paused"
          : "text-running";
    const word = colon ? whole.slice(0, -colon.length) : whole;
    parts.push(
      <span key={match.index} className={look}>
        {word}
      </span>,
      colon ?? "",
    );
    at = match.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}
