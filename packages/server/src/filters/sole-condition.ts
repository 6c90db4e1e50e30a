/** What filters ask for: where in them, such as `flows.id.any_`, and the value. */
export type SoleCondition = { readonly path: string; readonly value: unknown };

/** The one thing that filters ask for; undefined when they ask for nothing, or for more. */
export function soleCondition(filters: object): SoleCondition | undefined {
  let place: unknown = filters;
  const path: string[] = [];
  while (typeof place === "object" && place !== null && !Array.isArray(place)) {
    // Which of several conditions must hold says nothing of one.
    const [first, ...others] = Object.entries(place).filter(
      ([name, value]) => name !== "operator" && value !== null && value !== undefined,
    );
    if (!first || others.length > 0) return undefined;
    path.push(first[0]);
    place = first[1];
  }
  return { path: path.join("."), value: place };
}
