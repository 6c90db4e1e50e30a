import { expect, test } from "vitest";
import { publicAddressOf } from "./private-addresses.ts";

test("a host is looked at where its name leads", async () => {
  expect(await publicAddressOf("8.8.8.8")).toBe("8.8.8.8");
  await expect(publicAddressOf("localhost")).rejects.toThrow("private address");
  await expect(publicAddressOf("[::1]")).rejects.toThrow("private address");
});
