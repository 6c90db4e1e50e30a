import { FileJson, FileText, Image, Link2, type LucideIcon, Percent, Shapes, Table2 } from "lucide-react";
import { type ArtifactKind, artifactKind, KIND_WORDS } from "./artifact-kind.ts";

const SIGNS: Readonly<Record<ArtifactKind, LucideIcon>> = {
  markdown: FileText,
  table: Table2,
  link: Link2,
  progress: Percent,
  image: Image,
  result: FileJson,
};

/** What an artifact is, as a sign and a word. */
export function ArtifactSign({ artifact }: { artifact: { type: string | null; data: unknown } }) {
  const kind = artifactKind(artifact);
  const Sign = kind ? SIGNS[kind] : Shapes;
  return (
    <span className="inline-flex shrink-0 items-center gap-1.5 text-text-soft text-xs">
      <Sign size={14} aria-hidden="true" />
      {kind ? KIND_WORDS[kind] : (artifact.type ?? "Without a type")}
    </span>
  );
}
