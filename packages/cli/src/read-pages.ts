type Page = { limit: number; offset: number };

// What a server answers at most in one call, unless it is told otherwise.
const LARGEST_PAGE = 200;

/** So many rows of a list, or all when there are fewer; a page after the other where one call does not answer them. */
export async function readPages<Row>(count: number, read: (page: Page) => Promise<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  while (rows.length < count) {
    const limit = Math.min(count - rows.length, LARGEST_PAGE);
    const page = await read({ limit, offset: rows.length });
    rows.push(...page);
    if (page.length < limit) break;
  }
  return rows;
}
