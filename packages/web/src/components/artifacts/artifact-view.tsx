import { ExternalLink } from "lucide-react";
import { Markdown } from "../../markdown/markdown.tsx";
import { safeAddress } from "../../markdown/safe-address.ts";
import { JsonView } from "../json-view.tsx";
import { Picture } from "../picture.tsx";
import { artifactKind } from "./artifact-kind.ts";
import { ArtifactTable } from "./artifact-table.tsx";
import { parseLink } from "./parse-link.ts";
import { parseTable } from "./parse-table.ts";
import { ProgressBar } from "./progress-bar.tsx";

type Props = {
  artifact: { key: string | null; type: string | null; description: string | null; data: unknown };
  /** The level of the greatest heading of a text. */
  level?: 2 | 3;
};

/** What an artifact shows, by its type; what cannot be shown as its type says is shown as JSON. */
export function ArtifactView({ artifact, level = 2 }: Props) {
  const { data, key, description } = artifact;
  const kind = artifactKind(artifact);
  if (data === null || data === undefined) return <p className="text-text-soft">It is empty.</p>;
  if (kind === "link") return <LinkView data={data} />;
  if (kind === "markdown" && typeof data === "string") return <Markdown text={data} level={level} />;
  if (kind === "progress" && typeof data === "number")
    return <ProgressBar percent={data} label={key ?? "Progress"} />;
  if (kind === "image" && typeof data === "string")
    return <Picture src={data} alt={description || key || ""} />;
  if (kind === "table") {
    const table = parseTable(data);
    if (table) return <ArtifactTable table={table} name={key ?? "table"} />;
  }
  return <JsonView value={data} />;
}

function LinkView({ data }: { data: unknown }) {
  const link = parseLink(String(data)) ?? { href: String(data), label: String(data) };
  const address = safeAddress(link.href);
  if (!address) return <code className="break-all font-mono text-xs">{link.href}</code>;
  return (
    <p className="flex min-w-0 flex-col gap-0.5">
      <a
        href={address}
        rel="noopener noreferrer"
        className="inline-flex min-w-0 items-center gap-1.5 self-start text-accent text-base underline underline-offset-2"
      >
        <span className="break-all">{link.label}</span>
        <ExternalLink size={14} aria-hidden="true" className="shrink-0" />
      </a>
      {link.label !== link.href && <span className="break-all text-text-faint text-xs">{link.href}</span>}
    </p>
  );
}
