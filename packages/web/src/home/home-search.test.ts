import { expect, test } from "vitest";
import { homeAddress, parseHomeSearch } from "./home-search.ts";

test("an address means what it says, and what makes no sense in it is left out", () => {
  const search = parseHomeSearch({ span: "7d", tag: ["prod", "prod", ""], subflows: "hide" });
  expect(search).toMatchObject({ span: { word: "7d" }, tags: ["prod"], hidesSubflows: true });
  expect(homeAddress(search)).toEqual({ span: "7d", tag: ["prod"], subflows: "hide" });
  const plain = parseHomeSearch({ span: "eternity", tag: 7, subflows: "no" });
  expect(homeAddress(plain)).toEqual({ span: undefined, tag: undefined, subflows: undefined });
});
