import { stateWord } from "./state-word.ts";
import { parseTimeWord } from "./time-word.ts";

export const RUN_VIEWS = ["all", "problems", "running", "upcoming"] as const;
export type RunView = (typeof RUN_VIEWS)[number];

export const RUN_SORTS = ["-start", "start", "name", "-name", "-end"] as const;
export type RunListSort = (typeof RUN_SORTS)[number];

/** Columns that are chosen: most lists are read without them. */
export const EXTRA_COLUMNS = ["log", "deployment", "pool", "queue", "parameters"] as const;
export type ExtraColumn = (typeof EXTRA_COLUMNS)[number];

// What an address says that has none of them, not even those that a wide window shows unasked.
const NO_COLUMN = "none";
const COLUMN_WORDS = [...EXTRA_COLUMNS, NO_COLUMN] as const;
const NO_COLUMNS: readonly ExtraColumn[] = [];
const WIDE_COLUMNS: readonly ExtraColumn[] = ["log"];

/** The media query of windows that have room for more columns than are always there. */
export const WIDE = "(min-width: 1760px)";

/** What the run list's address says. Absent fields stand as the page starts. */
export type RunListSearch = {
  view?: Exclude<RunView, "all">;
  /** A part of a run's name, or a whole id. */
  q?: string;
  /** States as words: `failed`, `late`, `awaiting-retry`. */
  state?: readonly string[];
  /** Names of flows; one name with `*` at its end or start stands for all that contain the rest. */
  flow?: readonly string[];
  /** Names of deployments and of work pools. */
  deployment?: readonly string[];
  pool?: readonly string[];
  tag?: readonly string[];
  /** An instant, a day, or a time ago such as `2d`. */
  from?: string;
  to?: string;
  sort?: Exclude<RunListSort, "-start">;
  subflows?: "hide";
  /** Absent: those that the window has room for. */
  cols?: readonly (typeof COLUMN_WORDS)[number][];
};

/** The search, and a sentence for each part of the address that was left out because it made no sense. */
export type ParsedSearch = { search: RunListSearch; faults: readonly string[] };

/** Reads the address; what makes no sense is left out and told. */
export function parseRunListSearch(raw: Readonly<Record<string, unknown>>): ParsedSearch {
  const faults: string[] = [];
  const oneOf = <T extends string>(key: string, allowed: readonly T[]): T | undefined => {
    const [given] = texts(raw[key]);
    const found = allowed.find((value) => value === given);
    if (given && !found) faults.push(`"${given}" is no ${key}; it can be ${allowed.join(", ")}.`);
    return found;
  };
  const time = (key: string): string | undefined => {
    const [given] = texts(raw[key]);
    if (given && parseTimeWord(given, 0) === undefined)
      faults.push(`"${given}" is no time; write 2d, 12h, 30m or 2026-11-22.`);
    else return given;
    return undefined;
  };
  const states = texts(raw.state).filter((word) => {
    if (stateWord(word)) return true;
    faults.push(`"${word}" is no state; try failed, running or late.`);
    return false;
  });
  const view = oneOf("view", RUN_VIEWS);
  const sort = oneOf("sort", RUN_SORTS);
  const search: RunListSearch = {
    view: view === "all" ? undefined : view,
    q: texts(raw.q)[0],
    state: some(states),
    flow: some(texts(raw.flow)),
    deployment: some(texts(raw.deployment)),
    pool: some(texts(raw.pool)),
    tag: some(texts(raw.tag)),
    from: time("from"),
    to: time("to"),
    sort: sort === "-start" ? undefined : sort,
    subflows: raw.subflows === "hide" ? "hide" : undefined,
    cols: some(COLUMN_WORDS.filter((column) => texts(raw.cols).includes(column))),
  };
  if (search.flow && search.flow.length > 1 && search.flow.some((name) => name.includes("*"))) {
    faults.push("A flow's name with * stands alone; the others were left out.");
    search.flow = search.flow.filter((name) => name.includes("*")).slice(0, 1);
  }
  return { search: withoutUndefined(search), faults };
}

/** The chosen columns, or, where none are, those that a wide window shows. */
export function extraColumns({ cols }: RunListSearch, isWide: boolean): readonly ExtraColumn[] {
  if (!cols) return isWide ? WIDE_COLUMNS : NO_COLUMNS;
  return EXTRA_COLUMNS.filter((column) => cols.includes(column));
}

/** What the address says of these columns: nothing, where the window shows them unasked. */
export function columnWords(columns: readonly ExtraColumn[], isWide: boolean): RunListSearch["cols"] {
  if (columns.join() === extraColumns({}, isWide).join()) return undefined;
  return columns.length > 0 ? columns : [NO_COLUMN];
}

/** Whether anything but the view, the order and the columns narrows the list. */
export const isNarrowed = ({ view: _, sort: __, cols: ___, ...filters }: RunListSearch): boolean =>
  Object.keys(filters).length > 0;

/** The search with nothing that narrows the list. */
export const withoutFilters = ({ view, cols }: RunListSearch): RunListSearch =>
  withoutUndefined({ view, cols });

/** The search with some parts changed; undefined takes a part away. */
export const changeSearch = (search: RunListSearch, patch: Partial<RunListSearch>): RunListSearch =>
  withoutUndefined({ ...search, ...patch });

function withoutUndefined(search: RunListSearch): RunListSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  const given = values.filter((one) => typeof one === "string" || typeof one === "number").map(String);
  return [...new Set(given.map((one) => one.trim()).filter((one) => one !== ""))];
}

const some = <T>(values: readonly T[]) => (values.length > 0 ? values : undefined);
