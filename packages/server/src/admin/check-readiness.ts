import type { Context } from "../context.ts";
import { selectOne } from "./queries.ts";

/** Whether the database answers and is whole; when it does not answer, the log says why. */
export async function checkReadiness({ db, log }: Context): Promise<{ isReady: boolean; message: string }> {
  try {
    await selectOne(db.reader);
    if (db.damage) return { isReady: false, message: db.damage };
    return { isReady: true, message: "OK" };
  } catch (error) {
    log.error("The database does not answer", { error: String(error) });
    return { isReady: false, message: "The database does not answer." };
  }
}
