/** What became of a field: as one line each where they are short, else as lines to be compared. */
export type FieldChange = { field: string; name: string; from: string; to: string; isShort: boolean };

// As much as stands on a line beside another one.
const SHORT_CHARACTERS = 60;

const NAMES: Readonly<Record<string, string>> = {
  parameter_openapi_schema: "form of the parameters",
  enforce_parameter_schema: "check of the parameters",
  infra_overrides: "job variables",
  job_variables: "job variables",
  pull_steps: "steps before a run",
  work_queue_id: "work queue",
  concurrency_limit_id: "concurrency limit",
  concurrency_options: "what happens at the limit",
};

/** What an event of a change tells of each field; nothing where it tells nothing. */
export function fieldChanges(payload: unknown): FieldChange[] {
  const updates = (payload as { updates?: unknown } | null)?.updates;
  if (typeof updates !== "object" || updates === null) return [];
  return Object.entries(updates as Record<string, { from?: unknown; to?: unknown } | null>).map(
    ([field, change]) => {
      const [from, to] = [change?.from, change?.to];
      const isShort = Math.max(textOf(from, 0).length, textOf(to, 0).length) <= SHORT_CHARACTERS;
      const indent = isShort ? 0 : 2;
      const name = NAMES[field] ?? field.replaceAll("_", " ");
      return { field, name, from: textOf(from, indent), to: textOf(to, indent), isShort };
    },
  );
}

function textOf(value: unknown, indent: number): string {
  if (value === null || value === undefined || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value, null, indent);
}
