import { parseTimestamp } from "@reeve/protocol";
import * as endpoints from "@reeve/protocol/home";
import { type Read, read } from "../http/reads.ts";
import { getHome } from "./get-home.ts";

const DAY_SECONDS = 86_400;

/** The first page of the UI. */
export const homeReads: readonly Read[] = [
  read(endpoints.getHome, (context, { body }) =>
    getHome(context, {
      seconds: body.seconds ?? DAY_SECONDS,
      // Its schema lets nothing through that is no time.
      until: body.until ? parseTimestamp(body.until)! : null,
      tags: body.tags ?? [],
      hidesSubflows: body.hide_subflows ?? false,
    }),
  ),
];
