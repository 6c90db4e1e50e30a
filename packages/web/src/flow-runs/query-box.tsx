import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { toast } from "../components/toast.tsx";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import type { ChangeSearch } from "./change-search.ts";
import { hasFilters, parseQuery } from "./parse-query.ts";
import type { RunListSearch } from "./run-list-search.ts";

const PAUSE_MS = 200;

/** The line to type in: words seek in names as they are typed; `key:value` becomes a filter on Enter. */
export function QueryBox({ search, onChange }: { search: RunListSearch; onChange: ChangeSearch }) {
  const input = useRef<HTMLInputElement>(null);
  const [line, setLine] = useState(search.q ?? "");
  const given = useRef(search.q ?? "");
  useShortcut("/", "Filter", () => input.current?.focus());
  useEffect(() => {
    // The address changed by other hands than this box: back, a link, "clear".
    if ((search.q ?? "") === given.current) return;
    given.current = search.q ?? "";
    setLine(given.current);
  }, [search.q]);
  useEffect(() => {
    const text = line.trim();
    if (text === given.current || hasFilters(line)) return;
    const timer = setTimeout(() => {
      given.current = text;
      onChange({ q: text || undefined }, { replace: true });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [line, onChange]);

  const take = () => {
    const { patch, rest, faults } = parseQuery(line, search);
    for (const fault of faults) toast(fault);
    given.current = rest;
    setLine(rest);
    onChange({ ...patch, q: rest || undefined });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") take();
    if (event.key === "Escape") input.current?.blur();
  };
  return (
    <div className="relative w-full shrink-0 md:w-88">
      <Search
        size={14}
        aria-hidden="true"
        className="pointer-events-none -translate-y-1/2 absolute top-1/2 left-2.5 text-text-faint"
      />
      <input
        ref={input}
        type="search"
        aria-label="Filter runs"
        aria-description="Words seek in names. On Enter state:, flow:, deployment:, pool:, tag:, since: and until: become filters."
        placeholder="Name, state:failed, flow:etl, tag:prod, since:2d"
        autoComplete="off"
        spellCheck={false}
        enterKeyHint="search"
        value={line}
        onChange={(event) => setLine(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => {
          if (hasFilters(line)) take();
        }}
        className="h-7.5 w-full rounded-md border border-line-strong bg-surface pr-2 pl-8 text-sm shadow-low hover:border-control-line focus-visible:outline-offset-0 max-md:h-9 max-md:text-lg [&::-webkit-search-cancel-button]:appearance-none"
      />
    </div>
  );
}
