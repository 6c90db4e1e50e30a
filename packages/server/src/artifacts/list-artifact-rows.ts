import { type ArtifactRow, ReeveError } from "@reeve/protocol";
import type { ReadContext } from "../context.ts";
import { parseExactJson } from "../exact-json.ts";
import { artifactCollectionsMatch, artifactsMatch } from "../filters/index.ts";
import {
  PREVIEW_CHARACTERS,
  type PreviewRow,
  selectArtifactPreviews,
  selectLatestPreviews,
} from "./select-previews.ts";

type Page = { limit: number; offset: number };

/** The latest artifact of each key, as a list shows them. */
export async function listLatestArtifactRows(
  { db }: ReadContext,
  { key_like, type }: { key_like?: string | null; type?: string | null },
  page: Page,
): Promise<ArtifactRow[]> {
  const matches = artifactCollectionsMatch(
    db.dialect,
    { ...(key_like && { key: { like_: key_like } }), ...(type && { type: { any_: [type] } }) },
    {},
  );
  return (await selectLatestPreviews(db.scanner, matches, page)).map(toArtifactRow);
}

type Wanted = {
  key?: string | null;
  flow_run_id?: string | null;
  task_run_id?: string | null;
  id?: string | null;
};

/** The artifacts of a key, of a flow run, of a task run, or with an id, as a list shows them. */
export async function listArtifactRows(
  { db }: ReadContext,
  { key, flow_run_id, task_run_id, id }: Wanted,
  page: Page,
): Promise<ArtifactRow[]> {
  if (key == null && flow_run_id == null && task_run_id == null && id == null) {
    throw new ReeveError(
      "invalid_request",
      "Say whose artifacts: a key, a flow_run_id, a task_run_id, or an id.",
    );
  }
  const matches = artifactsMatch(
    db.dialect,
    {
      ...(key != null && { key: { any_: [key] } }),
      ...(flow_run_id != null && { flow_run_id: { any_: [flow_run_id] } }),
      ...(task_run_id != null && { task_run_id: { any_: [task_run_id] } }),
      ...(id != null && { id: { any_: [id] } }),
    },
    {},
  );
  const order = key == null ? "id" : "created";
  return (await selectArtifactPreviews(db.scanner, matches, { ...page, order })).map(toArtifactRow);
}

function toArtifactRow({ beginning, ...row }: PreviewRow): ArtifactRow {
  const is_cut = row.size > PREVIEW_CHARACTERS;
  return { ...row, preview: beginning === null ? null : previewOf(beginning, is_cut), is_cut };
}

function previewOf(beginning: string, isCut: boolean): ArtifactRow["preview"] {
  if (!isCut) return parseExactJson(beginning);
  return beginning.startsWith('"') ? textOf(beginning) : null;
}

// As long as what stands for one character in JSON, \u00e9: the cut may have gone through it.
const LONGEST_ESCAPE = 6;

function textOf(cut: string): string | null {
  for (let end = cut.length; end > cut.length - LONGEST_ESCAPE; end--) {
    try {
      return JSON.parse(`${cut.slice(0, end)}"`);
    } catch {
      // One character less may be a whole text.
    }
  }
  return null;
}
