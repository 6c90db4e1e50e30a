import { workerData } from "node:worker_threads";
import { ReeveError, type Timestamp } from "@reeve/protocol";
import type { Settings } from "@reeve/settings";
import { READS } from "./all-reads.ts";
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
  | Pick<InvalidRequest, "faults" | "body">
  | Pick<ReeveError, "code" | "message" | "details">;

const settings = workerData as Settings;
const db = await openToRead(settings);
const encoder = new TextEncoder();
// Bytes are handed over as they are, which takes longer than to copy a short text.
const LONG = 16 * 1024;
const reads = new Map(READS.map((read) => [read.endpoint.name, read]));

async function reply({ name, parts, now }: ReadQuestion): Promise<ReadReply> {
  try {
    const json = await answerRead(reads.get(name)!, { settings, db, now: () => now }, parts);
    return { json: json.length > LONG ? encoder.encode(json) : json };
  } catch (error) {
    if (error instanceof InvalidRequest) return { faults: error.faults, body: error.body };
    if (!(error instanceof ReeveError)) throw error;
    return { code: error.code, message: error.message, details: error.details };
  }
}

answerQuestions(reply, (told) => ("json" in told && typeof told.json !== "string" ? [told.json.buffer] : []));
