import { clsx } from "clsx";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import { Dialog } from "../components/dialog.tsx";
import type { PaletteGroup, PaletteItem } from "./palette-items.ts";
import { closePalette, typedAhead } from "./palette-state.ts";
import { usePaletteGroups } from "./use-palette-groups.tsx";

/** The command palette: one line to go to any page or run, or to do something. */
export function Palette() {
  const [sought, setSought] = useState("");
  const [chosenId, setChosenId] = useState<string>();
  // More may have been typed between the first drawing, which was thrown away or held back, and this one.
  useLayoutEffect(() => setSought(typedAhead()), []);
  const { groups, isSearching } = usePaletteGroups(sought);
  const items = groups.flatMap((group) => group.items);
  const current = items.find(({ id }) => id === chosenId) ?? items[0];
  const listId = useId();
  const optionId = (item: PaletteItem) => `${listId}-${item.id}`;

  const choose = (item: PaletteItem) => {
    closePalette();
    item.choose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && current) {
      event.preventDefault();
      choose(current);
      return;
    }
    const next = nextItem(items, current, event.key);
    if (!next) return;
    event.preventDefault();
    setChosenId(next.id);
  };
  return (
    <Dialog
      label="Search or go to"
      isOpen
      onClose={closePalette}
      className="mt-[12vh] w-[min(38rem,calc(100vw-1.5rem))]"
    >
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search size={16} className="shrink-0 text-text-faint" aria-hidden="true" />
        <input
          type="text"
          role="combobox"
          aria-label="Search or go to"
          aria-expanded="true"
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={current ? optionId(current) : undefined}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder="Run, flow, deployment, page or action…"
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
            setChosenId(undefined);
          }}
          onKeyDown={onKeyDown}
          className="h-12 min-w-0 grow bg-transparent text-base outline-none"
        />
        <kbd className="rounded-sm border border-line px-1 font-sans text-2xs text-text-faint">Esc</kbd>
      </div>
      <div id={listId} role="listbox" aria-label="Results" className="h-80 overflow-y-auto p-1.5">
        {groups.map((group) => (
          <Group
            key={group.label}
            group={group}
            current={current}
            optionId={optionId}
            onChoose={choose}
            onPoint={setChosenId}
          />
        ))}
      </div>
      <p role="status" className="flex h-8 items-center border-line border-t px-4 text-text-faint text-xs">
        {isSearching ? (
          "Searching…"
        ) : items.length === 0 ? (
          `Nothing found for “${sought}”.`
        ) : (
          <span className="[@media(hover:none)]:hidden">↑ ↓ to move, ↵ to open</span>
        )}
      </p>
    </Dialog>
  );
}

type GroupProps = {
  group: PaletteGroup;
  current: PaletteItem | undefined;
  optionId: (item: PaletteItem) => string;
  onChoose: (item: PaletteItem) => void;
  onPoint: (id: string) => void;
};

function Group({ group, current, optionId, onChoose, onPoint }: GroupProps) {
  const headingId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset may not stand in a listbox.
    <div role="group" aria-labelledby={headingId}>
      <div id={headingId} className="px-2.5 pt-2 pb-1 text-2xs text-text-faint">
        {group.label}
      </div>
      {group.items.map((item) => (
        <Option
          key={item.id}
          id={optionId(item)}
          item={item}
          isCurrent={item === current}
          onChoose={() => onChoose(item)}
          onPoint={() => onPoint(item.id)}
        />
      ))}
    </div>
  );
}

type OptionProps = {
  id: string;
  item: PaletteItem;
  isCurrent: boolean;
  onChoose: () => void;
  onPoint: () => void;
};

function Option({ id, item, isCurrent, onChoose, onPoint }: OptionProps) {
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) option.current?.scrollIntoView({ block: "nearest" });
  }, [isCurrent]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the input, which keeps the focus, takes the keys.
    <div
      ref={option}
      id={id}
      role="option"
      aria-selected={isCurrent}
      tabIndex={-1}
      onClick={onChoose}
      onPointerMove={() => {
        if (!isCurrent) onPoint();
      }}
      className={clsx("flex h-8 items-center gap-2.5 rounded-md px-2.5", isCurrent && "bg-selected")}
    >
      <span aria-hidden="true" className="grid w-4 shrink-0 place-items-center text-text-faint">
        {item.icon}
      </span>
      <span className="truncate">{item.label}</span>
      {item.hint && <span className="shrink-0 truncate text-text-faint text-xs">{item.hint}</span>}
      {item.keys && <kbd className="ml-auto font-sans text-text-faint text-xs">{item.keys}</kbd>}
    </div>
  );
}

function nextItem(items: readonly PaletteItem[], current: PaletteItem | undefined, key: string) {
  const at = current ? items.indexOf(current) : -1;
  if (key === "ArrowDown") return items[(at + 1) % items.length];
  if (key === "ArrowUp") return items[(at - 1 + items.length) % items.length];
  if (key === "PageDown") return items[Math.min(at + 8, items.length - 1)];
  if (key === "PageUp") return items[Math.max(at - 8, 0)];
  return undefined;
}
