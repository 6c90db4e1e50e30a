import { workerData } from "node:worker_threads";
import { ReeveError, type Timestamp } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { READS } from "./all-reads.ts";
import { AnswerMemory, type WrittenAnswer } from "./answer-memory.ts";
import { answerQuestions } from "./db/answer-questions.ts";
import { openToRead } from "./db/open-to-read.ts";
import { InvalidRequest } from "./http/errors.ts";
import type { CallParts } from "./http/read-call.ts";
import { answerRead } from "./http/reads.ts";

/** A read by the name of its endpoint, at the time that the server's clock showed. */
export type ReadQuestion = { name: string; parts: CallParts; now: Timestamp };
/** The answer, or what became of the request: errors are told as they are made again. */
export type ReadReply =
  | { json: string | Uint8Array<ArrayBuffer> }
  | { written: WrittenAnswer }
  | Pick<InvalidRequest, "faults" | "body">
  | Pick<ReeveError, "code" | "message" | "details">;

const { settings, shared } = workerData as { settings: Settings; shared: SharedArrayBuffer };
const db = await openToRead(settings);
const encoder = new TextEncoder();
const memory = new AnswerMemory(shared);
// Shorter ones are copied with the message, which takes less than what is to be done for them when they are sent.
const LONG = 16 * 1024;
const reads = new Map(READS.map((read) => [read.endpoint.name, read]));

async function reply({ name, parts, now }: ReadQuestion): Promise<ReadReply> {
  try {
    const json = await answerRead(reads.get(name)!, { settings, db, now: () => now }, parts);
    if (json.length <= LONG) return { json };
    const written = memory.write(json);
    return written ? { written } : { json: encoder.encode(json) };
  } catch (error) {
    if (error instanceof InvalidRequest) return { faults: error.faults, body: error.body };
    if (!(error instanceof ReeveError)) throw error;
    return { code: error.code, message: error.message, details: error.details };
  }
}

answerQuestions(reply, (told) => ("json" in told && typeof told.json !== "string" ? [told.json.buffer] : []));
