import { clsx } from "clsx";
import {
  ArrowDownToLine,
  ArrowUpNarrowWide,
  ChevronDown,
  ChevronUp,
  Search,
  WrapText,
  X,
} from "lucide-react";
import { useEffect, useState } from "react";
import { Button, IconButton } from "../../components/button.tsx";
import { Chip } from "../../components/chip.tsx";
import { Menu, MenuCheck } from "../../components/menu.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { useShortcut } from "../../shortcuts/use-shortcut.ts";
import type { RunSearch } from "../run-search.ts";
import type { TimelineNode } from "../timeline/timeline-node.ts";
import type { UpdateSearch } from "../use-run-search.ts";
import { DownloadMenu } from "./download-menu.tsx";
import { LOG_LEVELS, type LogLevel } from "./log-levels.ts";
import type { LogLine } from "./log-store.ts";

type Props = {
  search: RunSearch;
  update: UpdateSearch;
  levels: ReadonlySet<LogLevel>;
  counts: Record<LogLevel, number>;
  lines: readonly LogLine[];
  isComplete: boolean;
  isWrapped: boolean;
  setWrapped: (isWrapped: boolean) => void;
  isFollowing: boolean;
  setFollowing: (isFollowing: boolean) => void;
  /** Whether its end moves. */
  canFollow: boolean;
  isNewestFirst: boolean;
  setNewestFirst: (isNewestFirst: boolean) => void;
  selected: TimelineNode | undefined;
  /** How many attempts there are to choose among; 0 for one alone. */
  attempts: number;
  flowRunId: string;
  /** Without its extension. */
  fileName: string;
  onJump: (step: 1 | -1) => void;
};

/** Above the log: what of it is shown, and ways through it. */
export function LogToolbar(props: Props) {
  const { update, isWrapped, setWrapped, isFollowing, setFollowing, canFollow, selected, counts, onJump } =
    props;
  useShortcut("e", "Next error in the log", () => onJump(1));
  useShortcut("E", "Previous error in the log", () => onJump(-1));
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b px-2 py-1">
      <FindField {...props} />
      <LevelChips {...props} />
      {selected && (
        <Chip onRemove={() => update({ task: undefined })} removeLabel="Show the lines of all tasks">
          {selected.label}
        </Chip>
      )}
      <AttemptMenu {...props} />
      <div className="grow" />
      <div className="flex shrink-0 items-center">
        {counts.error > 0 && (
          <>
            <Tooltip content="Previous error (E)">
              <IconButton label="Previous error" onClick={() => onJump(-1)}>
                <ChevronUp size={15} className="text-failed" />
              </IconButton>
            </Tooltip>
            <Tooltip content="Next error (e)">
              <IconButton label="Next error" onClick={() => onJump(1)}>
                <ChevronDown size={15} className="text-failed" />
              </IconButton>
            </Tooltip>
          </>
        )}
        {canFollow && (
          <Toggle label="Follow the end of the log" isOn={isFollowing} onChange={setFollowing}>
            <ArrowDownToLine size={15} />
          </Toggle>
        )}
        <Toggle label="Newest first" isOn={props.isNewestFirst} onChange={props.setNewestFirst}>
          <ArrowUpNarrowWide size={15} />
        </Toggle>
        <Toggle label="Wrap long lines" isOn={isWrapped} onChange={setWrapped}>
          <WrapText size={15} />
        </Toggle>
        <DownloadMenu lines={props.lines} fileName={props.fileName} flowRunId={props.flowRunId} />
      </div>
    </div>
  );
}

function AttemptMenu({ attempts, search, update }: Props) {
  if (attempts === 0) return null;
  const choose = (attempt: number | undefined) => update({ attempt }, { replace: true });
  return (
    <Menu
      trigger={
        <Button look="plain" size="sm">
          {search.attempt === undefined ? "All attempts" : `Attempt ${search.attempt} of ${attempts}`}
          <ChevronDown size={13} aria-hidden="true" />
        </Button>
      }
    >
      <MenuCheck checked={search.attempt === undefined} onChange={() => choose(undefined)}>
        All attempts
      </MenuCheck>
      {Array.from({ length: attempts }, (_, at) => at + 1).map((attempt) => (
        <MenuCheck key={attempt} checked={search.attempt === attempt} onChange={() => choose(attempt)}>
          Attempt {attempt}
        </MenuCheck>
      ))}
    </Menu>
  );
}

type ToggleProps = {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  children: React.ReactNode;
};

const Toggle = ({ label, isOn, onChange, children }: ToggleProps) => (
  <Tooltip content={label}>
    <IconButton
      label={label}
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className={clsx(isOn && "bg-selected! text-accent!")}
    >
      {children}
    </IconButton>
  </Tooltip>
);

// Long enough not to seek at each key, short enough to feel at once.
const REST_MS = 180;

function FindField({ search, update }: Props) {
  const [text, setText] = useState(search.find ?? "");
  const [known, setKnown] = useState(search.find);
  // The address changed by itself: a step back, or a link.
  if (known !== search.find) {
    setKnown(search.find);
    if ((search.find ?? "") !== text.trim()) setText(search.find ?? "");
  }
  useEffect(() => {
    const find = text.trim() || undefined;
    if (find === search.find) return;
    const timer = setTimeout(() => update({ find }, { replace: true }), REST_MS);
    return () => clearTimeout(timer);
  }, [text, search.find, update]);
  return (
    <label className="flex h-7 w-56 shrink-0 items-center gap-1.5 rounded-md border border-control-line bg-surface px-2 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent max-sm:w-36">
      <Search size={13} aria-hidden="true" className="shrink-0 text-text-faint" />
      <input
        aria-label="Search the log"
        placeholder="Words or /regex/"
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== "Escape" || text === "") return;
          event.stopPropagation();
          setText("");
        }}
        className="min-w-0 flex-1 bg-transparent text-sm outline-none"
      />
      {text !== "" && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => setText("")}
          className="-mr-1.5 grid size-6 place-items-center text-text-faint hover:text-text"
        >
          <X size={13} />
        </button>
      )}
    </label>
  );
}

const DOTS: Readonly<Record<LogLevel, string>> = {
  debug: "bg-control-line",
  info: "bg-running-fill",
  warning: "bg-late-fill",
  error: "bg-failed-fill",
};

function LevelChips({ update, levels, counts, isComplete }: Props) {
  const toggle = (level: LogLevel) => {
    const next = levels.has(level) ? [...levels].filter((other) => other !== level) : [...levels, level];
    update({ level: next.length > 0 ? next.join(",") : undefined }, { replace: true });
  };
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="sr-only">Only lines of these levels</legend>
      {LOG_LEVELS.toReversed()
        .filter((level) => counts[level] > 0 || levels.has(level))
        .map((level) => (
          <button
            key={level}
            type="button"
            aria-pressed={levels.has(level)}
            onClick={() => toggle(level)}
            className={clsx(
              "flex h-6 items-center gap-1.5 whitespace-nowrap rounded-md border px-1.5 text-xs",
              levels.has(level)
                ? "border-accent bg-selected text-text"
                : "border-transparent text-text-soft hover:bg-hover",
            )}
          >
            <span aria-hidden="true" className={clsx("size-2 rounded-full", DOTS[level])} />
            <span className="tabular">
              {counts[level].toLocaleString("en")}
              {!isComplete && "+"}
            </span>
            {level}
          </button>
        ))}
    </fieldset>
  );
}
