import type { DialectName } from "./column-types.ts";

/**
 * What follows `insert` or `update` where a statement changes many rows, or has triggers. SQLite otherwise copies each
 * page that such a statement touches, to be able to undo it alone. Nobody needs that: an operation whose statement
 * fails is undone whole, as PostgreSQL asks for too.
 */
export const orFail = (dialect: DialectName): string => (dialect === "sqlite" ? "or fail" : "");
