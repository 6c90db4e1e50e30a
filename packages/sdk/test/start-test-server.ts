import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Client, createClient } from "@reeve/client";
import { startServer } from "@reeve/server";
import { readSettings } from "@reeve/settings";
import { vi } from "vitest";

/** A server of its own for a test file, which the flows of this process report to. */
export type TestServer = AsyncDisposable & { readonly apiUrl: string; readonly client: Client };

/** Starts a server on SQLite in a new directory; `REEVE_TEST_API_URL` names one to use instead. */
export async function startTestServer(): Promise<TestServer> {
  const home = await mkdtemp(join(tmpdir(), "reeve-sdk-test-"));
  const settings = readSettings({
    env: { REEVE_SERVER_API_PORT: "0", REEVE_SERVER_UI_ENABLED: "false" },
    home,
  });
  const server = process.env.REEVE_TEST_API_URL
    ? undefined
    : await startServer(settings, { log: { info() {}, error() {} } });
  const apiUrl = server?.apiUrl ?? process.env.REEVE_TEST_API_URL!;
  vi.stubEnv("REEVE_API_URL", apiUrl);
  vi.stubEnv("REEVE_HOME", home);
  // The lines of the runs are not the tests' own.
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const client = createClient({ apiUrl });
  return {
    apiUrl,
    client,
    async [Symbol.asyncDispose]() {
      vi.unstubAllEnvs();
      client[Symbol.dispose]();
      await server?.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
