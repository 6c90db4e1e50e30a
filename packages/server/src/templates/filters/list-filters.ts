import { argument, type Call, type Filter, numberArgument, textArgument } from "../call.ts";
import { numberOf } from "../operators.ts";
import {
  compareValues,
  elementsOf,
  isEqual,
  isMapping,
  isTrue,
  itemOf,
  newMapping,
  textOf,
  type Value,
  ValueError,
} from "../values.ts";

/** The elements of what the filter is put to, paid for. */
function elements(call: Call): Value[] {
  const list = elementsOf(call.value);
  call.budget.spend(list.length);
  return list;
}

/** The part at a path such as `state.name` or `0`. */
const partAt = (value: Value, path: string): Value =>
  path.split(".").reduce((part: Value, key) => itemOf(part, /^\d+$/.test(key) ? Number(key) : key), value);

const folded = (value: Value): Value => (typeof value === "string" ? value.toLowerCase() : value);

/** How elements are compared: by a part of them where one is named, and without regard to case unless asked for. */
function keyBy(call: Call, attribute: Value, isCaseSensitive: boolean): (element: Value) => Value {
  const path = attribute === undefined || attribute === null ? undefined : textOf(attribute);
  return (element) => {
    call.budget.spend();
    const key = path === undefined ? element : partAt(element, path);
    return isCaseSensitive ? key : folded(key);
  };
}

const sorted: Filter = (call) => {
  const key = keyBy(call, argument(call, 2, "attribute"), isTrue(argument(call, 1, "case_sensitive")));
  const direction = isTrue(argument(call, 0, "reverse")) ? -1 : 1;
  return elements(call).toSorted((a, b) => direction * compareValues(key(a), key(b)));
};

const dictSorted: Filter = (call) => {
  if (!isMapping(call.value)) throw new ValueError("Only a mapping is sorted by dictsort.");
  const place = argument(call, 1, "by") === "value" ? 1 : 0;
  const key = keyBy(call, place, isTrue(argument(call, 0, "case_sensitive")));
  const direction = isTrue(argument(call, 2, "reverse")) ? -1 : 1;
  return Object.entries(call.value).sort((a, b) => direction * compareValues(key(a), key(b)));
};

const extreme =
  (direction: 1 | -1): Filter =>
  (call) => {
    const key = keyBy(call, argument(call, 1, "attribute"), isTrue(argument(call, 0, "case_sensitive")));
    return elements(call).reduce(
      (best, element) =>
        best === undefined || direction * compareValues(key(element), key(best)) > 0 ? element : best,
      undefined,
    );
  };

const unique: Filter = (call) => {
  const key = keyBy(call, argument(call, 1, "attribute"), isTrue(argument(call, 0, "case_sensitive")));
  const seen: Value[] = [];
  return elements(call).filter((element) => {
    const own = key(element);
    call.budget.spend(seen.length);
    if (seen.some((other) => isEqual(other, own))) return false;
    seen.push(own);
    return true;
  });
};

const grouped: Filter = (call) => {
  const path = textArgument(call, 0, "attribute");
  const groups: { grouper: Value; list: Value[] }[] = [];
  const byKey = (a: Value, b: Value) => compareValues(partAt(a, path) ?? "", partAt(b, path) ?? "");
  for (const element of elements(call).toSorted(byKey)) {
    const grouper = partAt(element, path) ?? argument(call, 1, "default");
    const last = groups.at(-1);
    if (last && isEqual(last.grouper, grouper)) last.list.push(element);
    else groups.push({ grouper, list: [element] });
  }
  return groups.map(({ grouper, list }) =>
    newMapping([
      ["0", grouper],
      ["1", list],
      ["grouper", grouper],
      ["list", list],
    ]),
  );
};

const joined: Filter = (call) => {
  const separator = textArgument(call, 0, "d", "");
  const attribute = argument(call, 1, "attribute");
  const parts = elements(call).map((element) =>
    textOf(attribute === undefined ? element : partAt(element, textOf(attribute))),
  );
  call.budget.spendOn(parts.reduce((length, part) => length + part.length + separator.length, 0));
  return parts.join(separator);
};

const mapped: Filter = (call) => {
  const attribute = itemOf(call.named, "attribute");
  if (attribute !== undefined) {
    const fallback = itemOf(call.named, "default");
    return elements(call).map((element) => partAt(element, textOf(attribute)) ?? fallback);
  }
  const [name, ...positional] = call.positional;
  return elements(call).map((value) => call.filter(textOf(name), { ...call, value, positional }));
};

/** Keeps the elements that pass a test, or whose part does; without a test those that are true. */
const selected =
  (keeps: boolean, byPart: boolean): Filter =>
  (call) => {
    const [path, [name, ...positional]] = byPart
      ? [textArgument(call, 0, "attribute"), call.positional.slice(1)]
      : [undefined, call.positional];
    return elements(call).filter((element) => {
      const value = path === undefined ? element : partAt(element, path);
      const passes =
        name === undefined ? isTrue(value) : call.test(textOf(name), { ...call, value, positional });
      return passes === keeps;
    });
  };

const batched: Filter = (call) => {
  const size = Math.max(1, numberArgument(call, 0, "linecount", 1));
  const filler = argument(call, 1, "fill_with");
  const list = elements(call);
  const batches = Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
  if (filler !== undefined && batches.length > 0) {
    call.budget.spendOn(size);
    const last = batches.at(-1)!;
    while (last.length < size) last.push(filler);
  }
  return batches;
};

const summed: Filter = (call) => {
  const attribute = argument(call, 0, "attribute");
  const start = numberArgument(call, 1, "start", 0);
  return elements(call).reduce(
    (sum: number, element) =>
      sum + numberOf(attribute === undefined ? element : partAt(element, textOf(attribute))),
    start,
  );
};

/** Filters that work on lists. */
export const LIST_FILTERS: Readonly<Record<string, Filter>> = {
  batch: batched,
  dictsort: dictSorted,
  first: (call) => elements(call)[0],
  groupby: grouped,
  items: (call) => (isMapping(call.value) ? Object.entries(call.value) : []),
  join: joined,
  last: (call) => elements(call).at(-1),
  list: (call) => [...elements(call)],
  map: mapped,
  max: extreme(1),
  min: extreme(-1),
  reject: selected(false, false),
  rejectattr: selected(false, true),
  reverse: (call) => {
    const turned = elements(call).toReversed();
    return typeof call.value === "string" ? turned.join("") : turned;
  },
  select: selected(true, false),
  selectattr: selected(true, true),
  sort: sorted,
  sum: summed,
  unique,
};
