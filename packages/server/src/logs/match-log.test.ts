import fc from "fast-check";
import { expect, test } from "vitest";
import { arbitraryLogFilter } from "../../test/arbitrary-filters.ts";
import { arbitraryWorld } from "../../test/arbitrary-world.ts";
import { naively } from "../../test/naive-filters.ts";
import { matchesLog } from "./match-log.ts";
import { toLog } from "./queries.ts";

test("a line passes any filter just when lists of stored lines would have it", () => {
  const property = fc.property(arbitraryWorld, arbitraryLogFilter, (world, filter) => {
    for (const row of world.logs) {
      expect({ filter, row, passes: matchesLog(filter, toLog(row)) }).toEqual({
        filter,
        row,
        passes: naively.logs(row, filter),
      });
    }
  });
  fc.assert(property, { numRuns: 500 });
});
