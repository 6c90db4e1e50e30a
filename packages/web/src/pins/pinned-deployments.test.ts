import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

function stubStorage(stored: string) {
  const items = new Map([["reeve.pinned-deployments", stored]]);
  vi.stubGlobal("localStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => items.set(key, value),
  });
  return items;
}

test("pins are kept in the browser, each once, and those that are unpinned are gone", async () => {
  const items = stubStorage('[{"id":"a","name":"daily"},{"id":7},"b",null]');
  const { pinDeployment, pinnedDeployments, renamePinned, unpinDeployments } = await import(
    "./pinned-deployments.ts"
  );
  expect(pinnedDeployments()).toEqual([{ id: "a", name: "daily" }]);
  pinDeployment({ id: "b", name: "weekly", flowName: "etl" });
  pinDeployment({ id: "a", name: "nightly" });
  expect(pinnedDeployments().map(({ name }) => name)).toEqual(["weekly", "nightly"]);
  renamePinned({ id: "a", name: "nightly", flowName: "load" });
  renamePinned({ id: "c", name: "not-pinned", flowName: "load" });
  unpinDeployments(["b", "c"]);
  expect(JSON.parse(items.get("reeve.pinned-deployments")!)).toEqual([
    { id: "a", name: "nightly", flowName: "load" },
  ]);
});

test("what the browser holds that makes no sense is as if there were no pins", async () => {
  stubStorage("{broken");
  const { pinnedDeployments } = await import("./pinned-deployments.ts");
  expect(pinnedDeployments()).toEqual([]);
});
