import { type Difference, type Documents, SchemaComparison } from "./compare-schemas.ts";
import { jsonSchemaOf, type Operation, operationsOf, type Parameter } from "./openapi-types.ts";

/**
 * Compares every operation that both documents have: parameters, request and answers. What differs in a named schema
 * is told once, under its name, however many operations use it.
 */
export function compareOperations(documents: Documents): Difference[] {
  const comparison = new SchemaComparison(documents);
  const ours = operationsOf(documents.ours);
  const differences = [...operationsOf(documents.theirs)].flatMap(([call, operation]) => {
    const mine = ours.get(call);
    return mine ? compareOperation(comparison, call, mine, operation) : [];
  });
  const byText = new Map(differences.map((difference) => [`${difference.at} ${difference.is}`, difference]));
  return [...byText.values()];
}

function compareOperation(
  comparison: SchemaComparison,
  call: string,
  ours: Operation,
  theirs: Operation,
): Difference[] {
  return [
    ...compareParameters(comparison, call, ours, theirs),
    ...compareBodies(comparison, call, ours, theirs),
    ...compareAnswers(comparison, call, ours, theirs),
  ];
}

function compareParameters(
  comparison: SchemaComparison,
  call: string,
  ours: Operation,
  theirs: Operation,
): Difference[] {
  const [mine, wanted] = [parametersOf(ours), parametersOf(theirs)];
  return [...new Set([...mine.keys(), ...wanted.keys()])].flatMap((name): Difference[] => {
    const [one, other] = [mine.get(name), wanted.get(name)];
    const at = `${call} ${name}`;
    if (!one) return [{ at, is: "is missing" }];
    if (!other) return [{ at, is: "is a parameter that the wire has not" }];
    if ((one.required ?? false) !== (other.required ?? false)) {
      return [{ at, is: one.required ? "is required" : "is not required" }];
    }
    return comparison.compare("request", at, one.schema, other.schema, !one.required);
  });
}

// Any call may carry it; it is read before the call is.
const VERSION_HEADER = "header x-prefect-api-version";

function parametersOf({ parameters = [] }: Operation): Map<string, Parameter> {
  const byPlace = new Map(parameters.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
  byPlace.delete(VERSION_HEADER);
  return byPlace;
}

function compareBodies(
  comparison: SchemaComparison,
  call: string,
  ours: Operation,
  theirs: Operation,
): Difference[] {
  const [mine, wanted] = [jsonSchemaOf(ours.requestBody), jsonSchemaOf(theirs.requestBody)];
  const at = `${call} body`;
  if (!mine && !wanted) return [];
  if (!mine) return [{ at, is: "is missing" }];
  if (!wanted) return [{ at, is: "is a body that the wire has not" }];
  const isRequired = ours.requestBody?.required ?? false;
  const isWanted = theirs.requestBody?.required ?? false;
  const differences = comparison.compare("request", at, mine, wanted, !isRequired);
  // The arguments say which of them are required; a body of none that are may be left out on either side.
  if (isRequired === isWanted || !isRequired) return differences;
  return [{ at, is: "is required" }, ...differences];
}

// What is wrong with a request is told in words of its own, which no schema of the wire describes.
const INVALID = "422";
// An endpoint that finds what it was to make answers 200: the wire's document names that status alone.
const CREATED = "201";

function compareAnswers(
  comparison: SchemaComparison,
  call: string,
  ours: Operation,
  theirs: Operation,
): Difference[] {
  const statuses = new Set([...Object.keys(ours.responses), ...Object.keys(theirs.responses)]);
  statuses.delete(INVALID);
  return [...statuses].flatMap((status): Difference[] => {
    const [mine, wanted] = [ours.responses[status], theirs.responses[status]];
    const at = `${call} ${status}`;
    if (!mine) return [{ at, is: "is missing" }];
    if (!wanted) {
      const isKnown = status === CREATED && "200" in theirs.responses;
      return isKnown ? [] : [{ at, is: "is a status that the wire has not" }];
    }
    const [schema, wantedSchema] = [jsonSchemaOf(mine), jsonSchemaOf(wanted)];
    if (schema && wantedSchema) return comparison.compare("answer", at, schema, wantedSchema);
    return !schema && !wantedSchema ? [] : [{ at, is: schema ? "has a body" : "has no body of JSON" }];
  });
}
