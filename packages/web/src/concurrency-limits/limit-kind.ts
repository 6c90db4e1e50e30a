const TAG = "tag:";
const DEPLOYMENT = "deployment:";

export type LimitKind =
  | { kind: "global"; label: string }
  | { kind: "tag"; label: string }
  | { kind: "deployment"; label: string };

/** What a limit is for, by the beginning of its name: a tag's task runs, a deployment's runs, or whoever names it. */
export function limitKind(name: string): LimitKind {
  if (name.startsWith(TAG)) return { kind: "tag", label: name.slice(TAG.length) };
  if (name.startsWith(DEPLOYMENT)) return { kind: "deployment", label: name.slice(DEPLOYMENT.length) };
  return { kind: "global", label: name };
}

/** The ids of the deployments whose limits these are. */
export const deploymentsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => {
    const { kind, label } = limitKind(name);
    return kind === "deployment" ? [label] : [];
  });

/** What each kind of limit holds up, in words. */
export const LIMIT_WORDS: Readonly<Record<LimitKind["kind"], string>> = {
  global: "Who asks by name",
  tag: "Task runs by tag",
  deployment: "Runs of a deployment",
};
