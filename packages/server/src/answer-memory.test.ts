import { expect, test } from "vitest";
import { AnswerMemory } from "./answer-memory.ts";

const LONGEST = 512 * 1024;

test("what one thread writes is read by another, in whatever letters", () => {
  const here = new AnswerMemory();
  const there = new AnswerMemory(here.shared);
  const texts = ["plain", "Grüße, 🙂", "x".repeat(LONGEST)];
  const written = texts.map((text) => there.write(text)!);
  expect(written.map((answer) => here.read(answer).toString())).toEqual(texts);
});

test.each([
  ["of too many letters", "x".repeat(LONGEST + 1)],
  ["of fewer letters that are too many bytes", "ü".repeat(LONGEST - 1)],
])("a text %s is not written, and takes no place", (_, text) => {
  const memory = new AnswerMemory();
  for (let n = 0; n < 100; n++) expect(memory.write(text)).toBeUndefined();
  expect(memory.write("short")).toBeDefined();
});

test("a place stays taken until it is freed", () => {
  const memory = new AnswerMemory();
  const written = [];
  for (let n = 0; ; n++) {
    const answer = memory.write(`${n}`);
    if (!answer) break;
    written.push(answer);
  }
  expect(written.map((answer) => `${memory.read(answer)}`)).toEqual(written.map((_, n) => `${n}`));
  memory.free(written[3]!.place);
  expect(memory.write("again")).toMatchObject({ place: written[3]!.place });
  expect(memory.write("once more")).toBeUndefined();
});
