import { ReeveError } from "@reeve/protocol/errors";
import { requiredClient } from "../engine/required-client.ts";
import { currentScope } from "../engine/scope.ts";
import type { JsonValue } from "../json-value.ts";

type Common = {
  /** Artifacts of one key are versions of it: lowercase letters, digits and dashes. */
  key?: string;
  /** Markdown that tells what is shown. */
  description?: string;
};

export type MarkdownArtifact = Common & { markdown: string };
/** Rows as objects by column or as lists of cells, or columns by name. */
export type TableArtifact = Common & {
  table:
    | readonly Readonly<Record<string, unknown>>[]
    | readonly (readonly unknown[])[]
    | Readonly<Record<string, readonly unknown[]>>;
};
export type LinkArtifact = Common & { link: string; linkText?: string };
/** How far something is, from 0 to 100. */
export type ProgressArtifact = Common & { progress: number };
export type ProgressUpdate = { progress: number; description?: string };
export type ImageArtifact = Common & { imageUrl: string };

const KEY = /^[a-z0-9-]+$/;

/** Shows Markdown with the current run; answers the artifact's id. */
export const createMarkdownArtifact = ({ markdown, ...common }: MarkdownArtifact): Promise<string> =>
  createArtifact("markdown", markdown, common);

/** Shows a table with the current run; answers the artifact's id. */
export const createTableArtifact = async ({ table, ...common }: TableArtifact): Promise<string> =>
  createArtifact("table", tableText(table), common);

/** Shows a link with the current run; answers the artifact's id. */
export const createLinkArtifact = ({ link, linkText = link, ...common }: LinkArtifact): Promise<string> =>
  createArtifact("link", `[${linkText}](${link})`, common);

/** Shows a picture that is at an address with the current run; answers the artifact's id. */
export const createImageArtifact = ({ imageUrl, ...common }: ImageArtifact): Promise<string> =>
  createArtifact("image", imageUrl, common);

/** Shows with the current run how far something is; answers the artifact's id, by which to update it. */
export const createProgressArtifact = async ({ progress, ...common }: ProgressArtifact): Promise<string> =>
  createArtifact("progress", checkedProgress(progress), common);

/** Moves a progress artifact on; its description stays unless another is given. */
export async function updateProgressArtifact(id: string, update: ProgressUpdate): Promise<void> {
  const { progress, description } = update;
  const client = requiredClient(`Updating the progress artifact ${id}`);
  const described = description === undefined ? {} : { description };
  await client.updateArtifact({ params: { id }, body: { data: checkedProgress(progress), ...described } });
}

async function createArtifact(type: string, data: JsonValue, { key, description }: Common): Promise<string> {
  if (key !== undefined && !KEY.test(key)) {
    throw new ReeveError(
      "invalid_request",
      `"${key}" cannot be the key of an artifact: use a-z, 0-9 and "-", as in "model-report".`,
    );
  }
  const scope = currentScope();
  const { id } = await requiredClient(`Creating a ${type} artifact`).createArtifact({
    body: {
      type,
      data,
      ...(key === undefined ? {} : { key }),
      ...(description === undefined ? {} : { description }),
      ...(scope?.flow ? { flow_run_id: scope.flow.id } : {}),
      ...(scope?.taskRun ? { task_run_id: scope.taskRun.id } : {}),
    },
  });
  return id;
}

function checkedProgress(progress: number): number {
  if (progress >= 0 && progress <= 100) return progress;
  throw new ReeveError(
    "invalid_request",
    `The progress ${progress} is out of range: give a percentage from 0 to 100.`,
  );
}

/** Tables travel as JSON text; a cell that JSON has no number for, such as NaN, is empty. */
function tableText(table: TableArtifact["table"]): string {
  try {
    return JSON.stringify(table, (_, cell: unknown) => (typeof cell === "bigint" ? String(cell) : cell));
  } catch (cause) {
    throw new ReeveError("invalid_request", `The table cannot be written as JSON: ${cause}`, { cause });
  }
}
