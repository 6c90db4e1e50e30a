import { describe, expect, test } from "vitest";
import { databasePlace, shownPlace } from "./database-place.ts";

const place = (serverDatabaseUrl: string) => databasePlace({ serverDatabaseUrl, home: "/home/of" });

test("without a URL the data is in a file of the home folder", () => {
  expect(place("")).toEqual({ dialect: "sqlite", path: "/home/of/reeve.db" });
});

test.each([
  ["sqlite:///reeve.db", "reeve.db"],
  ["sqlite:////data/reeve.db", "/data/reeve.db"],
  ["sqlite+aiosqlite:////data/reeve.db", "/data/reeve.db"],
  ["sqlite+aiosqlite:///data/reeve.db?check_same_thread=false", "data/reeve.db"],
  ["/data/reeve.db", "/data/reeve.db"],
])("%s is the file %s", (url, path) => {
  expect(place(url)).toEqual({ dialect: "sqlite", path });
});

test.each([
  "sqlite://",
  "sqlite:///:memory:",
  "sqlite+aiosqlite:///:memory:",
  "sqlite+aiosqlite:///file::memory:?cache=shared&uri=true&check_same_thread=false",
  ":memory:",
])("%s is kept in memory", (url) => {
  expect(place(url)).toEqual({ dialect: "memory" });
});

test.each([
  ["postgresql://u:p@db:5432/reeve", "postgresql://u:p@db:5432/reeve"],
  ["postgres://u:p@db/reeve", "postgresql://u:p@db/reeve"],
  ["postgresql+asyncpg://u:p@db/reeve", "postgresql://u:p@db/reeve"],
  [
    "postgresql+asyncpg://u:p@db/reeve?ssl=require",
    "postgresql://u:p@db/reeve?sslmode=require&uselibpqcompat=true",
  ],
  ["postgresql://u:p@db/reeve?ssl=true", "postgresql://u:p@db/reeve?ssl=true"],
])("%s is the server at %s", (given, url) => {
  expect(place(given)).toEqual({ dialect: "postgres", url });
});

describe("what is shown of it", () => {
  test("has neither user nor password", () => {
    expect(shownPlace(place("postgresql://admin:secret@db/reeve"))).toBe("postgresql://db/reeve");
    expect(shownPlace(place("/data/reeve.db"))).toBe("/data/reeve.db");
  });
});
