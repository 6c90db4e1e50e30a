import { parentPort, workerData } from "node:worker_threads";
import type { PatternReply, PatternRequest } from "./pattern-matcher.ts";

// Beyond these a line is one colour anyway.
const MOST_HITS = 50;

const { pattern } = workerData as { pattern: string };
const isIn = new RegExp(pattern, "i");
const each = new RegExp(pattern, "gi");

parentPort?.on("message", ({ lines }: PatternRequest) => {
  const found: PatternReply["found"] = [];
  lines.forEach(({ message, name }, index) => {
    // The name of the logger is searched with the message, as it is by words.
    if (isIn.test(`${message} ${name}`)) found.push({ index, hits: hitsIn(message) });
  });
  parentPort?.postMessage({ found } satisfies PatternReply);
});

function hitsIn(message: string): number[] {
  const hits: number[] = [];
  for (const match of message.matchAll(each)) {
    if (hits.length >= 2 * MOST_HITS) break;
    if (match[0] !== "") hits.push(match.index, match.index + match[0].length);
  }
  return hits;
}
