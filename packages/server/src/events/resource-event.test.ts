import { describe, expect, test } from "vitest";
import {
  relatedResource,
  resourceEvent,
  statusWord,
  truncateMessage,
  updatedFields,
} from "./resource-event.ts";

const occurred = "2026-11-22T23:04:13.036778Z";

describe("an event about a resource", () => {
  test("is named after what became of it, and carries its labels", () => {
    const event = resourceEvent({
      kind: "work-pool",
      id: "7",
      name: "pool",
      verb: statusWord("NOT_READY"),
      occurred,
      labels: { "prefect.work-pool.type": "process" },
      related: [relatedResource("work-queue", "8", "default", { role: "default-queue" })],
    });
    expect(event).toEqual({
      id: expect.any(String),
      occurred,
      event: "prefect.work-pool.not-ready",
      resource: {
        "prefect.resource.id": "prefect.work-pool.7",
        "prefect.resource.name": "pool",
        "prefect.work-pool.type": "process",
      },
      related: [
        {
          "prefect.resource.id": "prefect.work-queue.8",
          "prefect.resource.name": "default",
          "prefect.resource.role": "default-queue",
        },
      ],
      payload: {},
      follows: null,
      received: occurred,
    });
  });

  test("has no name label where the resource has no name", () => {
    const { resource } = resourceEvent({ kind: "flow", id: "1", name: null, verb: "created", occurred });
    expect(resource).toEqual({ "prefect.resource.id": "prefect.flow.1" });
  });
});

describe("updated fields", () => {
  const before = { name: "a", tags: ["x"], limit: null, note: "kept" };

  test("are those whose values differ, with both values", () => {
    const after = { ...before, tags: ["x", "y"], note: "kept" };
    expect(updatedFields(before, after, ["name", "tags", "limit", "note"])).toEqual({
      updated_fields: ["tags"],
      updates: { tags: { from: ["x"], to: ["x", "y"] } },
    });
  });

  test("are undefined when nothing that counts has changed", () => {
    expect(updatedFields(before, { ...before, name: "b" }, ["tags"])).toBeUndefined();
  });
});

test("a long message keeps its beginning and its end", () => {
  expect(truncateMessage("short")).toBe("short");
  const text = truncateMessage(`first ${"x".repeat(200_000)} last`);
  expect(text.startsWith("first ")).toBe(true);
  expect(text.endsWith(" last")).toBe(true);
  expect(text.length).toBeLessThan(100_050);
});
