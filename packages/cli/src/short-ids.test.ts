import { expect, test } from "vitest";
import { shortIds } from "./short-ids.ts";

test("ids are cut to thirteen characters where that tells them apart", () => {
  const ids = ["01a20aae-aaf0-7795-ba36-78628238b30f", "01a20aae-a3a8-756d-b510-a2f1894467a7"];
  expect([...shortIds(ids).values()].toSorted()).toEqual(["01a20aae-a3a8", "01a20aae-aaf0"]);
});

test("ids of the same millisecond stay longer, and never end in a dash", () => {
  const ids = ["01a20aae-aaf0-7795-ba36-78628238b30f", "01a20aae-aaf0-8795-ba36-78628238b30f"];
  expect([...shortIds(ids).values()]).toEqual(["01a20aae-aaf0-7", "01a20aae-aaf0-8"]);
});

test("an id that is the only one is cut all the same", () => {
  expect(shortIds(["01a20aae-aaf0-7795-ba36-78628238b30f"]).values().next().value).toBe("01a20aae-aaf0");
});
