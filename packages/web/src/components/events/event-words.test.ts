import { describe, expect, test } from "vitest";
import { eventWords } from "./event-words.ts";
import { resourcePlace } from "./resource-place.ts";

describe("an event", () => {
  test.each([
    ["prefect.flow-run.Failed", "Flow run", "failed"],
    ["prefect.flow-run.AwaitingRetry", "Flow run", "awaiting retry"],
    ["prefect.work-pool.not-ready", "Work pool", "not ready"],
    ["prefect.automation.action.failed", "Automation", "failed to act"],
    ["reeve.deployment.schedules-changed", "Deployment", "schedules changed"],
    ["shop.order.placed", undefined, "shop.order.placed"],
  ])("%s is said in words", (name, kind, what) => {
    expect(eventWords(name)).toEqual({ kind, what });
  });

  test("leads to the page of what it is about, where there is one", () => {
    const place = (id: string, name?: string, related: string[] = []) =>
      resourcePlace(
        { "prefect.resource.id": id, ...(name && { "prefect.resource.name": name }) },
        related.map((one) => ({ "prefect.resource.id": one })),
      );
    expect(place("prefect.flow-run.1")).toBe("/runs/flow-run/1");
    expect(place("prefect.task-run.2", "x", ["prefect.flow.9", "prefect.flow-run.1"])).toBe(
      "/runs/flow-run/1?task=2",
    );
    expect(place("prefect.task-run.2")).toBeUndefined();
    expect(place("prefect.work-pool.3", "my pool")).toBe("/work-pools/work-pool/my%20pool");
    expect(place("prefect.artifact-collection.4", "report")).toBe("/artifacts/key/report");
    expect(place("shop.order.5", "order")).toBeUndefined();
  });
});
