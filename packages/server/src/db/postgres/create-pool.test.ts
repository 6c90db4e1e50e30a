import { expect, inject, test } from "vitest";
import { createPool } from "./create-pool.ts";

test("options of the URL are taken beside those that rows are read by", async () => {
  const url = new URL(inject("postgresUrl"));
  url.searchParams.set("options", "-c statement_timeout=12345 -c timezone=Asia/Tokyo");
  const pool = createPool({ url: url.href, waitMs: 5000 });
  try {
    const { rows } = await pool.query(
      "select current_setting('statement_timeout') as statement, current_setting('timezone') as zone, current_setting('jit') as jit",
    );
    expect(rows).toEqual([{ statement: "12345ms", zone: "UTC", jit: "off" }]);
  } finally {
    await pool.end();
  }
});
