import { Button } from "../components/button.tsx";
import { Chip } from "../components/chip.tsx";
import { stateLabel } from "../components/run-state.ts";
import { StateIcon } from "../components/state-icon.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { isNarrowed, type RunListSearch, withoutFilters } from "./run-list-search.ts";
import { stateWord } from "./state-word.ts";
import { sayTimeWord } from "./time-word.ts";

type Props = {
  search: RunListSearch;
  onChange: ChangeSearch;
  onSearch: (search: RunListSearch) => void;
};

// What is named in the address, in the order of its chips.
const NAMED = ["flow", "deployment", "pool", "tag"] as const;

/** The filters in force, each with a cross. */
export function FilterChips({ search, onChange, onSearch }: Props) {
  if (!isNarrowed(search)) return null;
  const { state = [], from, to } = search;
  const without = (key: "state" | (typeof NAMED)[number], value: string) => () => {
    const rest = (search[key] ?? []).filter((other) => other !== value);
    onChange({ [key]: rest.length > 0 ? rest : undefined });
  };
  return (
    // On a phone the menus after them scroll out of sight rather than what is in force.
    <div className="flex items-center gap-1.5 max-md:order-first md:flex-wrap">
      {state.map((word) => (
        <StateChip key={word} word={word} onRemove={without("state", word)} />
      ))}
      {NAMED.flatMap((kind) =>
        (search[kind] ?? []).map((name) => (
          <NamedChip key={`${kind} ${name}`} kind={kind} value={name} onRemove={without(kind, name)} />
        )),
      )}
      {from && (
        <NamedChip
          kind={to || !/^\d+[smhdw]$/.test(from) ? "since" : undefined}
          value={to ? from : sayTimeWord(from)}
          onRemove={() => onChange({ from: undefined })}
        />
      )}
      {to && <NamedChip kind="until" value={to} onRemove={() => onChange({ to: undefined })} />}
      {search.subflows && (
        <NamedChip value="no subflows" onRemove={() => onChange({ subflows: undefined })} />
      )}
      <Button look="plain" size="sm" onClick={() => onSearch(withoutFilters(search))}>
        Clear
      </Button>
    </div>
  );
}

function StateChip({ word, onRemove }: { word: string; onRemove: () => void }) {
  const known = stateWord(word);
  if (!known) return null;
  return (
    <Chip onRemove={onRemove} removeLabel={`Remove the state ${word}`} className="shrink-0">
      <span className="flex items-center gap-1.5 text-text">
        <StateIcon type={known.type} name={known.name} />
        {stateLabel(known.type, known.name)}
      </span>
    </Chip>
  );
}

function NamedChip({ kind, value, onRemove }: { kind?: string; value: string; onRemove: () => void }) {
  return (
    <Chip onRemove={onRemove} removeLabel={`Remove ${kind ?? ""} ${value}`} className="shrink-0">
      {kind && <span className="text-text-faint">{kind} </span>}
      <span className="text-text">{value}</span>
    </Chip>
  );
}
