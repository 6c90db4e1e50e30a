import type { Database } from "../db/database.ts";
import type { FeedPlace } from "./feed-place.ts";
import { selectNewestPlace } from "./queries.ts";

/** The place after which all events are new. */
export const getNewestPlace = ({ reader }: Pick<Database, "reader">): Promise<FeedPlace> =>
  selectNewestPlace(reader);
