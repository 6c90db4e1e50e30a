import { CopyButton } from "./copy-button.tsx";

/** A text in a typewriter's letters, as it is written, ready to be copied. */
export const CodeBlock = ({ text, label }: { text: string; label: string }) => (
  <div className="relative rounded-md border border-line bg-sunken">
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keys.
      tabIndex={0}
      className="max-h-[60vh] overflow-auto p-3 pr-10 font-mono text-text text-xs leading-5"
    >
      {text}
    </pre>
    <div className="absolute top-1 right-1 rounded-md bg-sunken">
      <CopyButton text={text} label={label} />
    </div>
  </div>
);
