import { constants, setPriority } from "node:os";
import { workerData } from "node:worker_threads";
import { answerQuestions } from "../answer-questions.ts";
import type { ReadingThreadOptions, Statement } from "./reading-thread.ts";
import { SqliteConnection } from "./sqlite-connection.ts";

const { givesWay = false, ...options } = workerData as ReadingThreadOptions;
const connection = new SqliteConnection({ ...options, readOnly: true });
// On Linux alone a priority is that of the thread which asks for it, elsewhere that of the process.
if (givesWay && process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);

answerQuestions(({ sql, parameters }: Statement) => connection.prepare(sql).all(parameters));
