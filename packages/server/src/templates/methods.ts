import { type Call, type Filter, numberArgument, textArgument } from "./call.ts";
import { capitalized, replaced, stripped, titled } from "./filters/text-filters.ts";
import { formatTime, isTimestamp } from "./format-time.ts";
import { elementsOf, isEqual, isMapping, itemOf, textOf, type Value, ValueError } from "./values.ts";

/** The method of this name that the value has, of those that Python's texts, lists and mappings have. */
export function methodOf(value: Value, name: string): Filter | undefined {
  const methods = methodsOf(value);
  return methods && Object.hasOwn(methods, name) ? methods[name] : undefined;
}

type Methods = Readonly<Record<string, Filter>>;

function methodsOf(value: Value): Methods | undefined {
  if (typeof value === "string") return isTimestamp(value) ? TIME_METHODS : TEXT_METHODS;
  if (Array.isArray(value)) return LIST_METHODS;
  return isMapping(value) ? MAPPING_METHODS : undefined;
}

const onText =
  (method: (text: string, call: Call) => Value): Filter =>
  (call) => {
    const text = call.value as string;
    call.budget.spendOn(text.length);
    return method(text, call);
  };

/** True when one of the given texts, alone or in a list, satisfies the condition. */
const isAnyOf = (call: Call, condition: (part: string) => boolean): boolean =>
  (Array.isArray(call.positional[0]) ? call.positional[0] : [textArgument(call, 0, "prefix")])
    .map(textOf)
    .some(condition);

function split(text: string, call: Call): string[] {
  const most = numberArgument(call, 1, "maxsplit", -1);
  const given = call.positional[0] ?? itemOf(call.named, "sep");
  if (given === "") throw new ValueError("A text cannot be split at a text without characters.");
  const isAtSpaces = given === undefined || given === null;
  const parts = isAtSpaces ? text.trim().split(/\s+/) : text.split(textOf(given));
  if (isAtSpaces && parts[0] === "") return [];
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(isAtSpaces ? " " : textOf(given))];
}

function padded(text: string, call: Call): string {
  const width = numberArgument(call, 0, "width", 0);
  call.budget.spendOn(Math.max(width, text.length));
  const sign = /^[-+]/.test(text) ? text[0]! : "";
  return sign + text.slice(sign.length).padStart(width - sign.length, "0");
}

const strip = (ends: "both" | "left" | "right"): Filter =>
  onText((text, call) => {
    const [characters] = call.positional;
    return stripped(text, characters === undefined ? undefined : textOf(characters), ends);
  });

const TEXT_METHODS: Methods = {
  capitalize: onText(capitalized),
  count: onText((text, call) => text.split(textArgument(call, 0, "sub")).length - 1),
  endswith: onText((text, call) => isAnyOf(call, (part) => text.endsWith(part))),
  find: onText((text, call) => text.indexOf(textArgument(call, 0, "sub"))),
  isalpha: onText((text) => /^\p{L}+$/u.test(text)),
  isdigit: onText((text) => /^\d+$/.test(text)),
  join: onText((text, call) => {
    const parts = elementsOf(call.positional[0]).map(textOf);
    call.budget.spendOn(parts.reduce((length, part) => length + part.length + text.length, 0));
    return parts.join(text);
  }),
  lower: onText((text) => text.toLowerCase()),
  lstrip: strip("left"),
  removeprefix: onText((text, call) => {
    const prefix = textArgument(call, 0, "prefix");
    return text.startsWith(prefix) ? text.slice(prefix.length) : text;
  }),
  removesuffix: onText((text, call) => {
    const suffix = textArgument(call, 0, "suffix");
    return suffix !== "" && text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  }),
  replace: onText((text, call) =>
    replaced(
      text,
      textArgument(call, 0, "old"),
      textArgument(call, 1, "new"),
      numberArgument(call, 2, "count", -1),
      call,
    ),
  ),
  rstrip: strip("right"),
  split: onText(split),
  splitlines: onText((text) => text.replace(/\n$/, "").split("\n")),
  startswith: onText((text, call) => isAnyOf(call, (part) => text.startsWith(part))),
  strip: strip("both"),
  title: onText(titled),
  upper: onText((text) => text.toUpperCase()),
  zfill: onText(padded),
};

/** Times are texts to us; to those who wrote templates for Python they are objects with these methods. */
const TIME_METHODS: Methods = {
  ...TEXT_METHODS,
  isoformat: onText((text) => text.replace("Z", "+00:00")),
  strftime: onText((text, call) => formatTime(text, textArgument(call, 0, "format"))),
};

const LIST_METHODS: Methods = {
  count: ({ value, positional, budget }) => {
    const list = value as Value[];
    budget.spend(list.length);
    return list.filter((element) => isEqual(element, positional[0])).length;
  },
  index: ({ value, positional, budget }) => {
    const list = value as Value[];
    budget.spend(list.length);
    return list.findIndex((element) => isEqual(element, positional[0]));
  },
};

const MAPPING_METHODS: Methods = {
  get: (call) => {
    const found = itemOf(call.value, call.positional[0]);
    return found === undefined ? (call.positional[1] ?? null) : found;
  },
  items: ({ value }) => Object.entries(value as object),
  keys: ({ value }) => Object.keys(value as object),
  values: ({ value }) => Object.values(value as object),
};
