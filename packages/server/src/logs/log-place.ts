import { isUuid } from "../uuid.ts";

/**
 * A place in the order in which lines are followed. On PostgreSQL that is the order of their transactions, which are read
 * once all earlier ones have ended; on SQLite these follow one another, and are all 0.
 */
export type LogPlace = { readonly transaction: string; readonly id: string };

// No more digits than every number of a transaction may have.
const TRANSACTION = /^\d{1,19}$/;

/** A place as text, in which a client keeps it. */
export const formatLogPlace = ({ transaction, id }: LogPlace): string => `${transaction}_${id}`;

/** The place that such a text names; null when it names none. */
export function parseLogPlace(text: string): LogPlace | null {
  const [transaction = "", id = ""] = text.split("_");
  return TRANSACTION.test(transaction) && isUuid(id) ? { transaction, id } : null;
}
