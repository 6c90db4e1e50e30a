import { useState } from "react";

type Props = { label: string; onAdd: (tag: string) => void };

/** A small field for a tag to filter by; Enter takes it. */
export function TagBox({ label, onAdd }: Props) {
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onAdd(text.trim());
        setText("");
      }}
    >
      <input
        aria-label={label}
        placeholder="Tag"
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        className="h-7 w-28 rounded-md border border-line-strong bg-surface px-2 text-sm shadow-low hover:border-control-line focus-visible:outline-offset-0 max-md:h-9"
      />
    </form>
  );
}
