import { afterEach, beforeEach, expect, test, vi } from "vitest";

// Read anew, since a process says once what it says once, and other tests may have run in this one.
vi.resetModules();
const { flow } = await import("../flow.ts");
const { runContext } = await import("../run-context.ts");
const { task } = await import("../task.ts");

const lines: string[] = [];
beforeEach(() => {
  vi.stubEnv("REEVE_HOME", "/nonexistent");
  vi.stubEnv("PREFECT_API_URL", "");
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    lines.push(String(line));
    return true;
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const double = task("double", (n: number) => n * 2);

test("without a server flows run with retries and subflows, and that is said once", async () => {
  vi.stubEnv("REEVE_API_URL", "");
  let calls = 0;
  const inner = flow("inner", { retries: 1 }, async () => {
    calls += 1;
    if (calls === 1) throw new Error("again");
    return runContext().flowRun!.runCount;
  });
  const outer = flow("outer", async () => [await inner(), ...(await Promise.all(double.map([1, 2])))]);
  expect(await outer()).toEqual([2, 2, 4]);
  expect(await double(4)).toBe(8);
  expect(lines.filter((line) => line.includes("No server is configured"))).toHaveLength(1);
});

test("a server that is configured and does not answer is an error that names its address", async () => {
  vi.stubEnv("REEVE_API_URL", "http://127.0.0.1:9/api");
  vi.stubEnv("REEVE_CLIENT_MAX_RETRIES", "0");
  const body = vi.fn();
  await expect(flow("unreachable", body)()).rejects.toThrow(
    "No server answers at http://127.0.0.1:9/api (ECONNREFUSED).",
  );
  expect(body).not.toHaveBeenCalled();
});
