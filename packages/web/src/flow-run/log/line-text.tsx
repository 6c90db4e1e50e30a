import { clsx } from "clsx";
import type { ReactNode } from "react";
import { type AnsiSpan, hasAnsi, parseAnsi } from "./ansi.ts";
import type { LogLine } from "./log-store.ts";
import type { Marks } from "./marks.ts";
import type { Hit } from "./search-terms.ts";

type Props = {
  line: LogLine;
  /** What is shown of its message. */
  text: string;
  marks: Marks | undefined;
};

/** The text of a log line with its colours, what was sought marked. */
export function LineText({ line, text, marks }: Props) {
  if (!hasAnsi(text)) return <Marked text={text} hits={marks?.inLine(line, text) ?? []} />;
  let at = 0;
  return parseAnsi(text).map((span) => {
    const key = at;
    at += span.text.length;
    return (
      <span key={key} className={spanClasses(span)} style={spanStyle(span)}>
        <Marked text={span.text} hits={marks?.inPart(span.text) ?? []} />
      </span>
    );
  });
}

function Marked({ text, hits }: { text: string; hits: readonly Hit[] }): ReactNode {
  if (hits.length === 0) return text;
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of hits) {
    if (from > at) parts.push(text.slice(at, from));
    parts.push(
      <mark key={from} className="rounded-[2px] bg-late-soft text-text ring-1 ring-late-fill">
        {text.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  parts.push(text.slice(at));
  return parts;
}

// The theme's tones stand in for the sixteen named colours, so that each is readable on its ground.
const NAMED = [
  "text-text",
  "text-failed",
  "text-completed",
  "text-late",
  "text-running",
  "text-paused",
  "text-scheduled",
  "text-text-soft",
  "text-text-faint",
  "text-failed",
  "text-completed",
  "text-late",
  "text-running",
  "text-paused",
  "text-scheduled",
  "text-text",
];
const NAMED_GROUND = [
  "bg-hover",
  "bg-failed-soft",
  "bg-completed-soft",
  "bg-late-soft",
  "bg-running-soft",
  "bg-paused-soft",
  "bg-scheduled-soft",
  "bg-hover",
];

const spanClasses = (span: AnsiSpan): string =>
  clsx(
    typeof span.color === "number" && NAMED[span.color],
    typeof span.background === "number" && NAMED_GROUND[span.background % 8],
    span.isBold && "font-semibold",
    span.isDim && "opacity-70",
    span.isItalic && "italic",
    span.isUnderlined && "underline",
  );

const spanStyle = (span: AnsiSpan) => ({
  color: typeof span.color === "string" ? span.color : undefined,
  background: typeof span.background === "string" ? span.background : undefined,
});
