import { Search } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useShortcut } from "../shortcuts/use-shortcut.ts";

type Props = { label: string; placeholder: string; value: string; onChange: (value: string) => void };

// Typing is not a wish to see what each letter finds.
const PAUSE_MS = 200;

/** A field whose words narrow a list, shortly after the last key; `/` goes to it. */
export function SearchBox({ label, placeholder, value, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [line, setLine] = useState(value);
  const given = useRef(value);
  useShortcut("/", label, () => input.current?.focus());
  useEffect(() => {
    // Changed elsewhere than in the box: back, or a link.
    if (value === given.current) return;
    given.current = value;
    setLine(value);
  }, [value]);
  useEffect(() => {
    if (line.trim() === given.current) return;
    const timer = setTimeout(() => {
      given.current = line.trim();
      onChange(given.current);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [line, onChange]);
  return (
    <div className="relative w-full shrink-0 md:w-72">
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none -translate-y-1/2 absolute top-1/2 left-2.5 text-text-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={line}
        onChange={(event) => setLine(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") input.current?.blur();
        }}
        className="h-7.5 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm shadow-low hover:border-control-line focus-visible:outline-offset-0 max-md:h-9 max-md:text-lg [&::-webkit-search-cancel-button]:appearance-none"
      />
    </div>
  );
}
