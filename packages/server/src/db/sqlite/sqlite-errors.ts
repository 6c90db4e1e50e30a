/** What to do about the faults that a file, its folder or its disk may have, by SQLite's primary result codes. */
const ADVICE: Readonly<Record<number, string>> = {
  5: "another process holds its lock; stop that, or raise REEVE_SERVER_DATABASE_TIMEOUT",
  8: "the file cannot be written to; see to its permissions, or name another with REEVE_DATABASE_URL",
  10: "its disk fails, or refuses to make it larger; see to the disk, or name another file with REEVE_DATABASE_URL",
  11: "the file is damaged; put a backup in its place, or move it away to start anew",
  13: "its disk is full; make room there, or name another file with REEVE_DATABASE_URL",
  14: "the file or its folder cannot be read and written; see to their permissions, or name another with REEVE_DATABASE_URL",
  26: "the file is damaged, or is no SQLite database; put a backup in its place, or move it away to start anew",
};

/** What was wrong, in SQLite's words, and what to do. */
export function explainSqliteError(error: unknown): string {
  const { message, errcode = 0 } = error as Error & { errcode?: number };
  const advice = ADVICE[errcode & 0xff];
  return advice ? `${message}: ${advice}` : message;
}
