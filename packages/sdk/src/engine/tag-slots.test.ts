import { ReeveError } from "@reeve/protocol/errors";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { holdTagSlots, type SlotsClient } from "./tag-slots.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const limits = [{ id: "1", name: "tag:db", limit: 1 }];
const held = { taskRunId: "t", tags: ["db"], signal: new AbortController().signal, onWarning: vi.fn() };

function fakeClient(takeSlotsWithLease: () => unknown) {
  return {
    takeSlotsWithLease: vi.fn(async () => takeSlotsWithLease()),
    renewLease: vi.fn(async () => null),
    releaseLease: vi.fn(async () => null),
  };
}
const asClient = (client: object) => client as unknown as SlotsClient;

test("a slot is taken for the task's tags, renewed while it is held, and given back", async () => {
  const client = fakeClient(() => ({ lease_id: "l", limits }));
  const slots = await holdTagSlots(asClient(client), held);
  expect((client.takeSlotsWithLease.mock.calls as unknown[][])[0]![0]).toMatchObject({
    body: { slots: 1, names: ["tag:db"], lease_duration: 60, holder: { type: "task_run", id: "t" } },
  });
  await vi.advanceTimersByTimeAsync(100_000);
  expect(client.renewLease).toHaveBeenCalledTimes(2);
  await slots[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(client.renewLease).toHaveBeenCalledTimes(2);
  expect(client.releaseLease.mock.calls).toEqual([[{ body: { lease_id: "l" } }]]);
});

test("taken slots are asked for again when the server says so", async () => {
  const answers = [
    new ReeveError("slots_taken", "Locked", { details: { retryAfter: 3 } }),
    { lease_id: "l", limits },
  ];
  const client = fakeClient(() => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  const taken = vi.fn();
  void holdTagSlots(asClient(client), held).then(taken);
  await vi.advanceTimersByTimeAsync(2999);
  expect(taken).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(taken).toHaveBeenCalledOnce();
});

test("tags without a limit hold nothing", async () => {
  const client = fakeClient(() => ({ lease_id: "l", limits: [] }));
  const slots = await holdTagSlots(asClient(client), held);
  await slots[Symbol.asyncDispose]();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(client.renewLease).not.toHaveBeenCalled();
  expect(client.releaseLease).not.toHaveBeenCalled();
});
