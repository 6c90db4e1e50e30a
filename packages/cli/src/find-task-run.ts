import type { Client } from "@reeve/client";
import type { TaskRun } from "@reeve/protocol";
import { ReeveError } from "@reeve/protocol/errors";
import { isUuid } from "./uuid.ts";

/** The task run that an id or a name means; throws a ReeveError when none or several are meant. */
export async function findTaskRun(client: Client, reference: string): Promise<TaskRun> {
  const which = isUuid(reference) ? { id: { any_: [reference] } } : { name: { any_: [reference] } };
  const found = await client.listTaskRuns({ body: { task_runs: which, limit: 3 } });
  if (found.length === 1) return found[0]!;
  if (found.length > 1) {
    const ids = found.slice(0, 2).map(({ id }) => id);
    const more = found.length > 2 ? " and others" : "";
    throw new ReeveError(
      "invalid_request",
      `Several task runs are named "${reference}" (${ids.join(", ")}${more}); give one's id.`,
    );
  }
  throw new ReeveError("not_found", `No task run has the id or name "${reference}".`);
}
