import { parseLink } from "./parse-link.ts";

export const ARTIFACT_KINDS = ["markdown", "table", "link", "progress", "image", "result"] as const;
export type ArtifactKind = (typeof ARTIFACT_KINDS)[number];

export const KIND_WORDS: Readonly<Record<ArtifactKind, string>> = {
  markdown: "Text",
  table: "Table",
  link: "Link",
  progress: "Progress",
  image: "Picture",
  result: "Result",
};

/** What an artifact is; Python's clients store a link as a Markdown text that is nothing but a link. */
export function artifactKind({
  type,
  data,
}: {
  type: string | null;
  data: unknown;
}): ArtifactKind | undefined {
  if (type === "markdown" && typeof data === "string" && parseLink(data)) return "link";
  return ARTIFACT_KINDS.find((kind) => kind === type);
}
