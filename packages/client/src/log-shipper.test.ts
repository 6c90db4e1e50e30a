import type { LogCreate } from "@reeve/protocol";
import { expect, test, vi } from "vitest";
import { LogShipper } from "./log-shipper.ts";

const line = (message: string): LogCreate => ({
  name: "test",
  level: 20,
  message,
  timestamp: "2026-01-01T00:00:00.000000Z",
});

function shipping({
  batchSizeBytes = 4_000_000,
  maxLineBytes = 1_000_000,
  send = async () => null as null,
} = {}) {
  const batches: string[][] = [];
  const createLogs = async ({ body }: { body: LogCreate[] }) => {
    batches.push(body.map(({ message }) => message));
    return send();
  };
  const onWarning = vi.fn();
  const client = { createLogs } as unknown as ConstructorParameters<typeof LogShipper>[0]["client"];
  const shipper = new LogShipper({ client, batchIntervalMs: 10, batchSizeBytes, maxLineBytes, onWarning });
  return { shipper, batches, onWarning };
}

test("lines that come together are sent together", async () => {
  const { shipper, batches } = shipping();
  for (const text of ["a", "b", "c"]) shipper.add(line(text));
  await expect.poll(() => batches).toEqual([["a", "b", "c"]]);
});

test("flush resolves when the server has every line, also those that came meanwhile", async () => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>();
  const { shipper, batches } = shipping({ send: () => answered.then(() => null) });
  shipper.add(line("a"));
  const flushed = shipper.flush();
  shipper.add(line("b"));
  answer();
  await flushed;
  expect(batches).toEqual([["a"], ["b"]]);
});

test("a batch is no larger than the server takes", async () => {
  const { shipper, batches } = shipping({ batchSizeBytes: 1000 });
  for (const text of ["x".repeat(400), "y".repeat(400), "z".repeat(2000)]) shipper.add(line(text));
  await shipper.flush();
  expect(batches.map((batch) => batch.map((text) => text[0]))).toEqual([["x"], ["y"], ["z"]]);
});

test("a line that is too long is cut between characters, and says so", async () => {
  const { shipper, batches } = shipping({ maxLineBytes: 100 });
  shipper.add(line("🐱".repeat(100)));
  await shipper.flush();
  const [text] = batches[0]!;
  expect(Buffer.byteLength(text!)).toBeLessThanOrEqual(100);
  expect(text).toMatch(/^(🐱)+ … \(cut: the line was longer\)$/u);
});

test("lines the server does not take are told of once, and do not hold up the next", async () => {
  let refusing = true;
  const { shipper, batches, onWarning } = shipping({
    send: async () => {
      if (refusing) throw new Error("The server is full.");
      return null;
    },
  });
  for (const text of ["a", "b"]) {
    shipper.add(line(text));
    await shipper.flush();
  }
  refusing = false;
  shipper.add(line("c"));
  await shipper.flush();
  expect(batches).toEqual([["a"], ["b"], ["c"]]);
  expect(onWarning.mock.calls).toEqual([["1 log lines were not stored: The server is full."]]);
});
