/** A sentence in which words between backticks are code. */
export function CodeText({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, index) =>
        index % 2 === 1 ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places.
          <code key={index} className="rounded-sm bg-sunken px-1 font-mono text-2xs">
            {part}
          </code>
        ) : (
          part
        ),
      )}
    </>
  );
}
