/**
 * A place in the order in which events are read. On PostgreSQL that is the order of their transactions, which are
 * read once all earlier ones have ended; sequence numbers alone can be committed after higher ones, and a reader
 * that went past would never see them. On SQLite transactions follow one another and are all 0.
 */
export type FeedPlace = { readonly transaction: number; readonly sequence: number };

/** The place before all events. */
export const FEED_START: FeedPlace = { transaction: 0, sequence: 0 };

/** Negative, 0 or positive as the first place is before, at or after the second. */
export const comparePlaces = (a: FeedPlace, b: FeedPlace): number =>
  a.transaction - b.transaction || a.sequence - b.sequence;

/** A place as text, in which a client keeps it. */
export const formatPlace = ({ transaction, sequence }: FeedPlace): string => `${transaction}-${sequence}`;

/** The place that such a text names; null when it names none. */
export function parsePlace(text: string): FeedPlace | null {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text);
  return match ? { transaction: Number(match[1]), sequence: Number(match[2]) } : null;
}
