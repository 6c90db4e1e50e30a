import { describe, expect, test } from "vitest";
import { parseTextSearch } from "./parse-text-search.ts";

const search = (own: Partial<ReturnType<typeof parseTextSearch>>) => ({
  include: [],
  exclude: [],
  required: [],
  ...own,
});

describe("parseTextSearch", () => {
  test.each([
    ["error timeout", { include: ["error", "timeout"] }],
    ["  error\t\n timeout ", { include: ["error", "timeout"] }],
    ["-debug !trace", { exclude: ["debug", "trace"] }],
    ["+must may -never", { required: ["must"], include: ["may"], exclude: ["never"] }],
    ['"connection timeout"', { include: ["connection timeout"] }],
    ['-"not this" +"but this"', { exclude: ["not this"], required: ["but this"] }],
    ['"say \\"hi\\""', { include: ['say "hi"'] }],
    ['"back\\\\slash"', { include: ["back\\slash"] }],
    ['"kept \\n as it is"', { include: ["kept \\n as it is"] }],
    ['"never closed', { include: ["never closed"] }],
    ['"ends in \\', { include: ["ends in \\"] }],
    ['word"a phrase"word', { include: ["word", "a phrase", "word"] }],
    ["connect-timeout a+b c!", { include: ["connect-timeout", "a+b", "c!"] }],
    ["--flag", { exclude: ["-flag"] }],
    ["%_'\\", { include: ["%_'\\"] }],
    ["ümläut 😀", { include: ["ümläut", "😀"] }],
  ])("reads %s", (query, expected) => {
    expect(parseTextSearch(query)).toEqual(search(expected));
  });

  test.each(["", "   ", "- ! +", '""', '"  "', '-""', "-"])("finds no term in %j", (query) => {
    expect(parseTextSearch(query)).toEqual(search({}));
  });
});
