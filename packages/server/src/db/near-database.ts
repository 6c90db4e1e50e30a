import type { ReadDatabase } from "./database.ts";

/** The same database for what looks at few rows: whatever it asks for is answered in this thread, on the connection for small reads. */
export const nearDatabase = ({
  dialect,
  reader,
  [Symbol.asyncDispose]: dispose,
}: ReadDatabase): ReadDatabase => ({
  dialect,
  reader,
  scanner: reader,
  [Symbol.asyncDispose]: dispose,
});
