import { parentPort, workerData } from "node:worker_threads";
import type { ScanReply, ScanRequest } from "./scan-pool.ts";
import { SqliteConnection, type SqliteOptions } from "./sqlite-connection.ts";

const connection = new SqliteConnection({ ...(workerData as SqliteOptions), readOnly: true });

parentPort?.on("message", ({ id, sql, parameters }: ScanRequest) => {
  parentPort?.postMessage(answer(id, sql, parameters));
});

function answer(id: number, sql: string, parameters: readonly unknown[]): ScanReply {
  try {
    return { id, rows: connection.prepare(sql).all(parameters) };
  } catch (error) {
    const { message, code } = error as Error & { code?: string };
    return { id, error: { message, code } };
  }
}
