import { X } from "lucide-react";
import { Fragment, useState, useSyncExternalStore } from "react";
import { IconButton } from "../components/button.tsx";
import { Dialog } from "../components/dialog.tsx";
import { modKey } from "../shell/mod-key.ts";
import { listShortcuts } from "./shortcut-registry.ts";
import { closeShortcutSheet } from "./shortcut-sheet-state.ts";
import { areSingleKeysOn, onSingleKeys, setSingleKeys } from "./single-keys.ts";

const KEY_NAMES: Readonly<Record<string, string>> = {
  mod: modKey,
  Escape: "Esc",
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "↵",
  " ": "Space",
};

/** All keys that do something on this page, and the switch for those without Ctrl or Cmd. */
export function ShortcutSheet() {
  // What is in force when it opens: the page behind stays as it is.
  const [shortcuts] = useState(listShortcuts);
  const isOn = useSyncExternalStore(onSingleKeys, areSingleKeysOn);
  return (
    <Dialog label="Keyboard shortcuts" isOpen onClose={closeShortcutSheet}>
      <div className="flex items-center justify-between border-line border-b py-2 pr-2 pl-4">
        <h2 className="font-medium text-base">Keyboard shortcuts</h2>
        <IconButton label="Close" onClick={closeShortcutSheet}>
          <X size={16} aria-hidden="true" />
        </IconButton>
      </div>
      <dl className="max-h-[60vh] overflow-y-auto px-4 py-2">
        {shortcuts.map(({ keys, does }) => (
          <div key={does} className="flex h-8 items-center justify-between">
            <dt className="text-text-soft">{does}</dt>
            <dd className="flex items-center gap-2">
              {keys.map((one, index) => (
                <Fragment key={one}>
                  {index > 0 && <span className="text-text-faint text-xs">or</span>}
                  <Keys keys={one} />
                </Fragment>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label className="flex items-center gap-2.5 border-line border-t px-4 py-3">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => setSingleKeys(event.target.checked)}
          className="size-4 accent-accent-fill"
        />
        <span>
          Single keys act
          <span className="block text-text-faint text-xs">
            Switch off if you dictate, or press keys by accident. {modKey} shortcuts stay.
          </span>
        </span>
      </label>
    </Dialog>
  );
}

const capital = (key: string) => (key.length === 1 ? key.toUpperCase() : key);

function Keys({ keys }: { keys: string }) {
  const parts =
    keys === " "
      ? ["Space"]
      : keys.split(/[ +]/).map((part) => (keys.includes("mod+") ? capital(part) : part));
  return (
    <span className="flex gap-1">
      {parts.map((part) => (
        <kbd
          key={part}
          className="grid h-5 min-w-5 place-items-center rounded-sm border border-line-strong bg-sunken px-1 font-sans text-text-soft text-xs"
        >
          {KEY_NAMES[part] ?? part}
        </kbd>
      ))}
    </span>
  );
}
