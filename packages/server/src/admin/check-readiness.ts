import type { Context } from "../context.ts";
import { selectOne } from "./queries.ts";

/** Whether the database answers; when it does not, the log says why. */
export async function checkReadiness({ db, log }: Context): Promise<{ isReady: boolean; message: string }> {
  try {
    await selectOne(db.reader);
    return { isReady: true, message: "OK" };
  } catch (error) {
    log.error("The database does not answer", { error: String(error) });
    return { isReady: false, message: "The database does not answer." };
  }
}
