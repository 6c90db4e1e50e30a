import { ReeveError } from "@reeve/protocol";
import type { ReadContext } from "./context.ts";
import { JsonText } from "./json-text.ts";

type PageRequest = { limit?: number; offset?: number };
type NumberedPageRequest = { limit?: number; page?: number };

export type Paginated<T> = { results: T[]; count: number; limit: number; pages: number; page: number };

// Neither database counts further; no list is as long.
const LARGEST_COUNT = Number.MAX_SAFE_INTEGER;

/** The same number, as far as databases count. */
export const countable = (number: number): number => Math.min(Math.max(number, 0), LARGEST_COUNT);

/** The limit and offset a list call asks for; a limit beyond the server's own is refused, not cut. */
export function pageOf(
  { settings }: ReadContext,
  { limit, offset }: PageRequest,
): { limit: number; offset: number } {
  const most = settings.serverApiDefaultLimit;
  const asked = limit ?? most;
  if (asked < 0 || asked > most) {
    throw new ReeveError("unprocessable", `The limit is ${asked}; it must be from 0 to ${most}.`);
  }
  return { limit: asked, offset: countable(offset ?? 0) };
}

/** Answers a numbered page from a list and a count of the same rows. */
export async function paginate<T>(
  context: ReadContext,
  request: NumberedPageRequest,
  list: (page: { limit: number; offset: number }) => Promise<T[]>,
  count: () => Promise<number>,
): Promise<Paginated<T>> {
  const { results, numbers } = await readNumberedPage(context, request, list, count);
  return { results, ...numbers };
}

/** The same from a list that is composed already. */
export async function paginateText<T>(
  context: ReadContext,
  request: NumberedPageRequest,
  list: (page: { limit: number; offset: number }) => Promise<JsonText<T[]>>,
  count: () => Promise<number>,
): Promise<JsonText<Paginated<T>>> {
  const { results, numbers } = await readNumberedPage(context, request, list, count);
  return new JsonText(`{"results":${results.text},${JSON.stringify(numbers).slice(1)}`);
}

async function readNumberedPage<R>(
  context: ReadContext,
  request: NumberedPageRequest,
  list: (page: { limit: number; offset: number }) => Promise<R>,
  count: () => Promise<number>,
): Promise<{ results: R; numbers: Omit<Paginated<unknown>, "results"> }> {
  const page = request.page ?? 1;
  const { limit } = pageOf(context, request);
  const { offset } = pageOf(context, { limit, offset: (page - 1) * limit });
  const [results, total] = await Promise.all([list({ limit, offset }), count()]);
  const pages = limit === 0 ? 0 : Math.ceil(total / limit);
  return { results, numbers: { count: total, limit, pages, page } };
}
