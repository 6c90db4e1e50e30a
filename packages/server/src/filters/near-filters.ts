import { type Static, Type } from "@reeve/protocol/type-builder";

const Id = Type.String({ format: "uuid" });
// Each takes a look or two into an index.
const FEW_IDS = 20;

/** Some ids, as the summaries of a page ask for them. */
export const FewIds = Type.Array(Id, { maxItems: FEW_IDS });

/** What asks for one row by its id. */
export const OneId = Type.Object({ any_: Type.Array(Id, { minItems: 1, maxItems: 1 }) });

/** The id that is asked for, as it is stored. */
export const idIn = ({ any_: [id] }: Static<typeof OneId>): string => id!.toLowerCase();

/** What asks for whatever belongs to one flow run. */
export const OfAFlowRun = Type.Object({ flow_runs: Type.Object({ id: OneId }) });

// As many as pages have lines.
const FEW_LINES = 50;

/** A page that is short, and near the beginning of its list. */
export const shortPage = {
  limit: Type.Integer({ minimum: 0, maximum: FEW_LINES }),
  offset: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 * FEW_LINES })),
};
