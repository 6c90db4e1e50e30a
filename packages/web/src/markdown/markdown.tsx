import { lazy, Suspense } from "react";

const MarkdownText = lazy(() => import("./markdown-text.tsx"));

type Props = {
  text: string;
  /** The level of its greatest heading; the page's own stand above it. */
  level?: 2 | 3;
};

/** Text that people wrote in Markdown; what reads it is loaded when it is first needed. */
export function Markdown({ text, level = 2 }: Props) {
  return (
    <Suspense fallback={<p className="whitespace-pre-wrap text-text-soft">{text}</p>}>
      <MarkdownText text={text} level={level} />
    </Suspense>
  );
}
