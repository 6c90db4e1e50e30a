import type { ChildProcess } from "node:child_process";
import { type Client, createClient } from "@reeve/client";
import { afterAll, beforeAll } from "vitest";
import { type Finished, finished, spawnReeve, startTestServer } from "./reeve-process.ts";

/** `reeve` on a server that is there from before the first test of a file until after its last. */
export type ReeveOnServer = {
  /** Reads and changes what the commands do. */
  readonly client: Client;
  readonly apiUrl: string;
  readonly home: string;
  /** Runs the command to its end. */
  reeve(...args: string[]): Promise<Finished>;
  spawn(...args: string[]): ChildProcess;
};

/** Starts the server for the tests of the file that calls it; there is nothing to read before the first of them. */
export function reeveOnServer(): ReeveOnServer {
  let server: Awaited<ReturnType<typeof startTestServer>>;
  let client: Client;
  beforeAll(async () => {
    server = await startTestServer();
    client = createClient({ apiUrl: server.apiUrl });
  });
  afterAll(async () => {
    client?.[Symbol.dispose]();
    await server?.[Symbol.asyncDispose]();
  });
  const spawn = (...args: string[]) =>
    spawnReeve(args, { REEVE_HOME: server.home, REEVE_API_URL: server.apiUrl });
  return {
    get client() {
      return client;
    },
    get apiUrl() {
      return server.apiUrl;
    },
    get home() {
      return server.home;
    },
    reeve: (...args) => finished(spawn(...args)),
    spawn,
  };
}
