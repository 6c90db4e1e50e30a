import type { Endpoint } from "@reeve/protocol";
import * as protocol from "@reeve/protocol";
import { expect, test } from "vitest";
import { compareOperations } from "../../test/contract/compare-operations.ts";
import { knownDifferences } from "../../test/contract/known-differences.ts";
import { type OpenApiDocument, operationsOf } from "../../test/contract/openapi-types.ts";
import wire from "../../test/fixtures/openapi.json" with { type: "json" };
import { openApiDocument } from "./openapi-document.ts";

const endpoints = Object.values(protocol).filter(
  (value): value is Endpoint => typeof value === "object" && value !== null && "answers" in value,
);
const ours = openApiDocument(endpoints, "1.2.3", "") as OpenApiDocument;
const theirs = wire as unknown as OpenApiDocument;

const lines = (differences: readonly { at: string; is: string }[]) =>
  differences.map(({ at, is }) => `${at} ${is}`).sort();
const without = (all: readonly string[], some: readonly string[]) => all.filter((one) => !some.includes(one));

const found = lines(compareOperations({ ours, theirs }));
const known = lines(knownDifferences);
const absent = [...operationsOf(theirs).keys()].filter((call) => !operationsOf(ours).has(call));

test("every operation is described as the wire describes it, but for the differences that are listed", () => {
  expect(without(found, known)).toEqual([]);
});

test("every difference that is listed is there", () => {
  expect(without(known, found)).toEqual([]);
});

test("every operation of the wire is served", () => {
  expect(absent).toEqual([]);
});
