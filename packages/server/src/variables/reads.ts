import { Type } from "@reeve/protocol/type-builder";
import * as endpoints from "@reeve/protocol/variables";
import { shortPage } from "../filters/near-filters.ts";
import { type Read, read } from "../http/reads.ts";
import { pageOf } from "../pagination.ts";
import { countVariables, listShortVariables, listVariables } from "./read-variables.ts";

/** Lists and counts of variables. */
export const variableReads: readonly Read[] = [
  read(
    endpoints.listVariables,
    (context, { body }) =>
      listVariables(context, body.variables, { sort: body.sort, ...pageOf(context, body) }),
    {
      asked: Type.Object({ sort: Type.Optional(endpoints.VariableSort), ...shortPage }),
      answer: (context, body) => listShortVariables(context, { sort: body.sort, ...pageOf(context, body) }),
    },
  ),
  read(endpoints.countVariables, (context, { body }) => countVariables(context, body.variables)),
];
