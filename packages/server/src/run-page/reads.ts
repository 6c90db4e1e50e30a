import * as endpoints from "@reeve/protocol/run-page";
import { type Read, read } from "../http/reads.ts";
import { pageOf } from "../pagination.ts";
import { listRunRows } from "./list-run-rows.ts";
import { withIdPrefix } from "./with-id-prefix.ts";

/** The run list of the UI. */
export const runPageReads: readonly Read[] = [
  read(endpoints.listRunRows, async (context, { body: { id_prefix: prefix, ...body } }) => {
    const filters = prefix === undefined ? body : await withIdPrefix(context, body, prefix);
    return await listRunRows(context, filters, {
      ...pageOf(context, body),
      sort: body.sort,
      points: body.points,
    });
  }),
];
