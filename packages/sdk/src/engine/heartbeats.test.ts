import type { Event } from "@reeve/protocol";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sendHeartbeats } from "./heartbeats.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const related = [
  { "prefect.resource.id": "prefect.flow-run.1", "prefect.resource.role": "flow-run" },
  { "prefect.resource.id": "prefect.flow.2", "prefect.resource.role": "flow" },
];

test("a run says that it is alive at once and then every so often, until it ends", () => {
  const sent: Event[] = [];
  const heartbeats = sendHeartbeats({ emit: (event) => sent.push(event) }, related, 30);
  vi.advanceTimersByTime(61_000);
  heartbeats[Symbol.dispose]();
  vi.advanceTimersByTime(60_000);
  expect(sent).toHaveLength(3);
  expect(sent[0]).toMatchObject({
    event: "prefect.flow-run.heartbeat",
    resource: { "prefect.resource.id": "prefect.flow-run.1" },
    related: [related[1]],
    payload: { every_seconds: 30 },
  });
  expect(new Set(sent.map(({ id }) => id)).size).toBe(3);
});

test("with a frequency of 0 it says nothing", () => {
  const emit = vi.fn();
  sendHeartbeats({ emit }, related, 0);
  vi.advanceTimersByTime(60_000);
  expect(emit).not.toHaveBeenCalled();
});
