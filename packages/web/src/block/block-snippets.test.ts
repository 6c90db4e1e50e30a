import { expect, test } from "vitest";
import { pythonSnippet } from "./block-snippets.ts";

const type = { slug: "secret", code_example: '```python\nSecret.load("BLOCK_NAME")\n```' };

test("the example of the type names the block itself", () => {
  expect(pythonSnippet({ name: "api-key", block_type: type as never })).toBe('Secret.load("api-key")');
});

test("a type without an example is loaded by its slug", () => {
  const snippet = pythonSnippet({ name: "mine", block_type: { ...type, code_example: null } as never });
  expect(snippet).toContain('Block.load("secret/mine")');
});
