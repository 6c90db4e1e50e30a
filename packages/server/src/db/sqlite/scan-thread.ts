import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import type { ReadingThreadOptions, ReadReply, ReadRequest } from "./reading-thread.ts";
import { SqliteConnection } from "./sqlite-connection.ts";

const { givesWay = false, ...options } = workerData as ReadingThreadOptions;
const connection = new SqliteConnection({ ...options, readOnly: true });
// On Linux alone a priority is that of the thread which asks for it, elsewhere that of the process.
if (givesWay && process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);

parentPort?.on("message", ({ id, sql, parameters }: ReadRequest) => {
  parentPort?.postMessage(answer(id, sql, parameters));
});

function answer(id: number, sql: string, parameters: readonly unknown[]): ReadReply {
  try {
    return { id, rows: connection.prepare(sql).all(parameters) };
  } catch (error) {
    const { message, code, errcode } = error as Error & { code?: string; errcode?: number };
    return { id, error: { message, code, errcode } };
  }
}
