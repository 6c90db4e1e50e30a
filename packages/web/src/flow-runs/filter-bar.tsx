import { X } from "lucide-react";
import { IconButton } from "../components/button.tsx";
import type { ChangeSearch } from "./change-search.ts";
import { ColumnsMenu } from "./columns-menu.tsx";
import { FilterChips } from "./filter-chips.tsx";
import { NamesMenu } from "./names-menu.tsx";
import { QueryBox } from "./query-box.tsx";
import type { RunListSearch } from "./run-list-search.ts";
import { SavedMenu } from "./saved-menu.tsx";
import { StateMenu } from "./state-menu.tsx";
import { TimeMenu } from "./time-menu.tsx";

type Props = {
  search: RunListSearch;
  faults: readonly string[];
  onChange: ChangeSearch;
  onSearch: (search: RunListSearch, options?: { replace?: boolean }) => void;
};

/** What narrows the list: a line to type in, menus for what is asked for most, and the filters in force. */
export function FilterBar({ search, faults, onChange, onSearch }: Props) {
  return (
    <>
      <div className="flex shrink-0 flex-col gap-2 border-line border-b px-3 py-2 md:flex-row md:items-start">
        <QueryBox search={search} onChange={onChange} />
        <div className="flex min-w-0 items-center gap-1.5 overflow-x-auto [scrollbar-width:none] md:flex-wrap md:overflow-visible">
          <StateMenu search={search} onChange={onChange} />
          <NamesMenu field="flow" search={search} onChange={onChange} />
          <NamesMenu field="deployment" search={search} onChange={onChange} />
          <NamesMenu field="pool" search={search} onChange={onChange} />
          <TimeMenu search={search} onChange={onChange} />
          <SavedMenu search={search} onSearch={onSearch} />
          {/* Cards have no columns. */}
          <span className="max-md:hidden">
            <ColumnsMenu search={search} onChange={onChange} />
          </span>
          <FilterChips search={search} onChange={onChange} onSearch={onSearch} />
        </div>
      </div>
      {faults.length > 0 && <Faults faults={faults} onDismiss={() => onSearch(search, { replace: true })} />}
    </>
  );
}

function Faults({ faults, onDismiss }: { faults: readonly string[]; onDismiss: () => void }) {
  return (
    <div
      role="alert"
      className="flex shrink-0 items-center gap-2 border-warning-line border-b bg-warning-soft py-0.5 pr-2 pl-4 text-warning"
    >
      <p className="grow">
        <strong className="font-medium">Left out of the filters:</strong> {faults.join(" ")}
      </p>
      <IconButton label="Dismiss" onClick={onDismiss}>
        <X size={14} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
