/** How a result is to be shown as an artifact. */
export type ResultArtifact = { key: string | null; type: string | null; description: string | null };

const FIELDS = ["artifact_key", "artifact_type", "artifact_description"];

/** Clients say it among the fields of the result itself. */
export function resultArtifactOf(data: unknown): ResultArtifact {
  const { artifact_key, artifact_type, artifact_description } = isRecord(data) ? data : {};
  return { key: text(artifact_key), type: text(artifact_type), description: text(artifact_description) };
}

/** The result as it is kept: without what it says of its artifact. */
export function withoutArtifactFields(data: unknown): unknown {
  if (!isRecord(data) || !FIELDS.some((field) => field in data)) return data;
  return Object.fromEntries(Object.entries(data).filter(([field]) => !FIELDS.includes(field)));
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
