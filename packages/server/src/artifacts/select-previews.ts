import { type Expression, type SqlBool, sql } from "kysely";
import type { Connection } from "../db/database.ts";
import { artifactCollectionOrder } from "../filters/order.ts";

type Page = { limit: number; offset: number };

/** An artifact without its data, of which only the beginning is read. */
export type PreviewRow = {
  id: string;
  key: string | null;
  type: string | null;
  description: string | null;
  created: string;
  updated: string;
  beginning: string | null;
  size: number;
  flow_run_id: string | null;
  flow_run_name: string | null;
  task_run_id: string | null;
  task_run_name: string | null;
};

/** How much of the data is read: as much as a card can show of a table or a text, many times over. */
export const PREVIEW_CHARACTERS = 4_000;

const COLUMNS = [
  "artifacts.id",
  "artifacts.key",
  "artifacts.type",
  "artifacts.description",
  "artifacts.created",
  "artifacts.updated",
  "artifacts.flow_run_id",
  "artifacts.task_run_id",
  "flow_runs.name as flow_run_name",
  "task_runs.name as task_run_name",
] as const;

const beginning = sql<string | null>`substr(artifacts.data, 1, ${sql.lit(PREVIEW_CHARACTERS)})`;
const size = sql<number>`coalesce(length(artifacts.data), 0)`;

/** The latest artifacts of keys, the last made first. */
export const selectLatestPreviews = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset }: Page,
): Promise<PreviewRow[]> =>
  artifactCollectionOrder("UPDATED_DESC")
    .reduce(
      (query, order) => query.orderBy(order),
      db
        .selectFrom("artifact_collections")
        .innerJoin("artifacts", "artifacts.id", "artifact_collections.latest_id")
        .leftJoin("flow_runs", "flow_runs.id", "artifacts.flow_run_id")
        .leftJoin("task_runs", "task_runs.id", "artifacts.task_run_id")
        .select([...COLUMNS, beginning.as("beginning"), size.as("size")])
        .where(matches),
    )
    .limit(limit)
    .offset(offset)
    .execute();

/** Artifacts, the newest first, by whichever of the two the index they are found by is ordered. */
export const selectArtifactPreviews = (
  db: Connection,
  matches: Expression<SqlBool>,
  { limit, offset, order }: Page & { order: "created" | "id" },
): Promise<PreviewRow[]> =>
  db
    .selectFrom("artifacts")
    .leftJoin("flow_runs", "flow_runs.id", "artifacts.flow_run_id")
    .leftJoin("task_runs", "task_runs.id", "artifacts.task_run_id")
    .select([...COLUMNS, beginning.as("beginning"), size.as("size")])
    .where(matches)
    .$if(order === "created", (query) => query.orderBy("artifacts.created", "desc"))
    .orderBy("artifacts.id", "desc")
    .limit(limit)
    .offset(offset)
    .execute();
