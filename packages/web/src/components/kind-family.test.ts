import { expect, test } from "vitest";
import { familyOf, initialsOf } from "./kind-family.ts";

test.each([
  ["slack-webhook", "chat"],
  ["custom-webhook", "webhook"],
  ["aws-credentials", "credentials"],
  ["aws-secret", "secret"],
  ["s3-bucket", "bucket"],
  ["local-file-system", "files"],
  ["smtp-email", "email"],
  ["ecs-task", "container"],
  ["cloud-run-v2", "cloud"],
  ["process", "process"],
  ["prices-of-yesterday", undefined],
])("%s is for %s", (slug, family) => {
  expect(familyOf(slug)).toBe(family);
});

test("what is not known is told apart by its initials", () => {
  expect([initialsOf("Prices of yesterday"), initialsOf("ntfy"), initialsOf("")]).toEqual(["PO", "N", ""]);
});
