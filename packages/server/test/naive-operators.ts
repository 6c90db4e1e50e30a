import { parseTimestamp } from "@reeve/protocol";
import { parseTextSearch } from "../src/filters/parse-text-search.ts";

type Junction = { operator?: "and_" | "or_" };
type Text = string | null;

/** Conditions that are not given count for nothing; without any, everything passes. */
export function join({ operator }: Junction, conditions: (boolean | null | undefined)[]): boolean {
  const given = conditions.filter((condition) => condition !== null && condition !== undefined);
  if (given.length === 0) return true;
  return operator === "or_" ? given.some(Boolean) : given.every(Boolean);
}

export function ask<T>(operand: T | null | undefined, holds: (operand: T) => boolean): boolean | undefined {
  return operand === null || operand === undefined ? undefined : holds(operand);
}

export type ValueFilter = Junction & {
  any_?: string[] | null;
  not_any_?: string[] | null;
  is_null_?: boolean | null;
};

export function value(own: Text, filter: ValueFilter & { like_?: string | null }): boolean {
  return join(filter, [
    ask(filter.any_, (values) => own !== null && values.includes(own)),
    filter.not_any_?.length ? own !== null && !filter.not_any_.includes(own) : undefined,
    filter.like_ ? own !== null && like(own, filter.like_) : undefined,
    ask(filter.is_null_, (isNull) => isNull === (own === null)),
  ]);
}

export const id = (own: Text, filter: ValueFilter): boolean =>
  value(own, {
    ...filter,
    any_: filter.any_?.map((one) => one.toLowerCase()),
    not_any_: filter.not_any_?.map((one) => one.toLowerCase()),
  });

export const like = (own: string, pattern: string): boolean => patternOf(pattern, "").test(own);
export const beginsLike = (own: string, pattern: string): boolean => patternOf(pattern, "^").test(own);

function patternOf(pattern: string, start: "" | "^"): RegExp {
  const source = pattern
    .replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&")
    .replaceAll("%", ".*")
    .replaceAll("_", ".");
  return new RegExp(start + source, "isu");
}

type TagFilter = Junction & { all_?: string[] | null; any_?: string[] | null; is_null_?: boolean | null };

export function tags(json: string, filter: TagFilter): boolean {
  const own: string[] = JSON.parse(json);
  return join(filter, [
    filter.all_?.length ? filter.all_.every((tag) => own.includes(tag)) : undefined,
    ask(filter.any_, (wanted) => wanted.some((tag) => own.includes(tag))),
    ask(filter.is_null_, (isNull) => isNull === (own.length === 0)),
  ]);
}

type TimeFilter = { before_?: string | null; after_?: string | null; is_null_?: boolean | null };

export function time(own: Text, { before_, after_, is_null_ }: TimeFilter, present = own): boolean {
  return join({}, [
    ask(before_, (limit) => own !== null && own <= parseTimestamp(limit)!),
    ask(after_, (limit) => own !== null && own >= parseTimestamp(limit)!),
    ask(is_null_, (isNull) => isNull === (present === null)),
  ]);
}

type StateFilter = Junction & { type?: ValueFilter | null; name?: ValueFilter | null };

export const state = (run: { state_type: Text; state_name: Text }, filter: StateFilter): boolean =>
  join(filter, [
    filter.type && value(run.state_type, filter.type),
    filter.name && value(run.state_name, filter.name),
  ]);

export function flowRunOfTaskRun(own: Text, { any_, is_null_ = false }: ValueFilter): boolean {
  if (is_null_) return own === null;
  if (any_) return id(own, { any_ });
  return is_null_ === null || own !== null;
}

type CreatorFilter = Junction & { id_?: string[] | null; type_?: string[] | null; is_null_?: boolean | null };

export function creator(json: Text, filter: CreatorFilter): boolean {
  const own: { id?: string; type?: string } = json === null ? {} : JSON.parse(json);
  return join(filter, [
    ask(filter.id_, (any_) => id(own.id ?? null, { any_ })),
    ask(filter.type_, (any_) => value(own.type ?? null, { any_ })),
    ask(filter.is_null_, (isNull) => isNull === (json === null)),
  ]);
}

export function search(own: string, query: string): boolean | undefined {
  const { include, exclude, required } = parseTextSearch(query);
  if (include.length + exclude.length + required.length === 0) return undefined;
  const occurs = (term: string) => own.toLowerCase().includes(term.toLowerCase());
  return required.every(occurs) && !exclude.some(occurs) && (include.length === 0 || include.some(occurs));
}
