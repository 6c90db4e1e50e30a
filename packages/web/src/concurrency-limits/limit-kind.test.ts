import { expect, test } from "vitest";
import { limitKind } from "./limit-kind.ts";

test.each([
  ["tag:gpu", { kind: "tag", label: "gpu" }],
  ["deployment:1234", { kind: "deployment", label: "1234" }],
  ["database", { kind: "global", label: "database" }],
  ["mytag:gpu", { kind: "global", label: "mytag:gpu" }],
])("the limit %s is told from others by the beginning of its name", (name, kind) => {
  expect(limitKind(name)).toEqual(kind);
});
