import type { BlockDocument } from "@reeve/protocol";

/** How a program gets a block, in Python: as its type's own example says, where it has one. */
export function pythonSnippet({
  name,
  block_type: type,
}: Pick<BlockDocument, "name" | "block_type">): string {
  const example = type?.code_example?.match(/```(?:python)?\n([\s\S]*?)```/)?.[1]?.trim();
  if (example) {
    // Whoever copies it has a block: what makes one would overwrite it.
    const loading = example.split("\n\n").filter((part) => !part.includes(".save("));
    return loading.join("\n\n").replaceAll("BLOCK_NAME", name ?? "");
  }
  return `from prefect.blocks.core import Block\n\nblock = Block.load("${type?.slug}/${name}")`;
}
