import { expect, test } from "vitest";
import { pythonSnippet } from "./block-snippets.ts";

const type = { slug: "secret", code_example: '```python\nSecret.load("BLOCK_NAME")\n```' };

test("the example of the type names the block itself", () => {
  expect(pythonSnippet({ name: "api-key", block_type: type as never })).toBe('Secret.load("api-key")');
});

test("what would overwrite the block is left out of its example", () => {
  const example =
    '```python\nimport a\n\nA(1).save("BLOCK_NAME", overwrite=True)\n\nA.load("BLOCK_NAME")\n```';
  const snippet = pythonSnippet({ name: "mine", block_type: { ...type, code_example: example } as never });
  expect(snippet).toBe('import a\n\nA.load("mine")');
});

test("a type without an example is loaded by its slug", () => {
  const snippet = pythonSnippet({ name: "mine", block_type: { ...type, code_example: null } as never });
  expect(snippet).toContain('Block.load("secret/mine")');
});
