import type { Log } from "@reeve/protocol";
import { type LogStore, nextPage } from "./log-store.ts";

/** The most lines the API gives at once. */
export const PAGE_LINES = 200;

// Beyond this a page of text is no longer read but searched, which the server does.
const LINES_AT_ONCE = 20_000;

export type LogPage = { after: string | undefined; offset: number };
export type ReadLogs = (page: LogPage, signal: AbortSignal) => Promise<Log[]>;

/**
 * Reads page after page into the store, from behind its last line to the end or until as many lines as are
 * read in one go have come. Each page is shown as it arrives.
 */
export async function loadLogs(store: LogStore, read: ReadLogs, signal: AbortSignal): Promise<void> {
  const before = store.lines.length;
  while (!signal.aborted && store.lines.length - before < LINES_AT_ONCE) {
    const next = nextPage(store.lines);
    const logs = await read({ after: next?.after, offset: next?.offset ?? 0 }, signal);
    if (signal.aborted) return;
    const isFirst = store.lines.length === 0;
    store.add(logs);
    if (logs.length < PAGE_LINES) store.setComplete(true);
    if (isFirst || store.isComplete) store.publish();
    if (store.isComplete) return;
  }
}
