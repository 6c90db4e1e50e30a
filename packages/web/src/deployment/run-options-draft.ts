import { parseJson } from "../forms/parse-json.ts";
import { fromZonedInput } from "../forms/zoned-input.ts";

/** What is said of a run beside its parameters, as it is typed. */
export type RunOptionsDraft = {
  name: string;
  tags: readonly string[];
  message: string;
  startsLater: boolean;
  /** In the zone that is shown, as the browser's control has it. */
  startAt: string;
  retries: string;
  /** Seconds. */
  retryDelay: string;
  /** Empty for the deployment's own. */
  queue: string;
  /** JSON, or empty. */
  jobVariables: string;
};

export const NO_OPTIONS: RunOptionsDraft = {
  name: "",
  tags: [],
  message: "",
  startsLater: false,
  startAt: "",
  retries: "",
  retryDelay: "",
  queue: "",
  jobVariables: "",
};

/** The options as the server takes them, without those that say nothing; throws a sentence about what is wrong. */
export function toRunOptions(draft: RunOptionsDraft) {
  const { name, tags, message, startsLater, startAt, queue } = draft;
  const at = startsLater ? fromZonedInput(startAt) : undefined;
  const policy = retryPolicy(draft);
  const jobVariables = readJobVariables(draft.jobVariables);
  return {
    ...(name.trim() !== "" && { name: name.trim() }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(queue !== "" && { work_queue_name: queue }),
    ...(policy && { empirical_policy: policy }),
    ...(jobVariables && { job_variables: jobVariables }),
    state: {
      type: "SCHEDULED" as const,
      message: message.trim() || "Run from the UI.",
      ...(at && { state_details: { scheduled_time: at.toISOString() } }),
    },
  };
}

function retryPolicy({ retries, retryDelay }: RunOptionsDraft) {
  if (retries.trim() === "" && retryDelay.trim() === "") return undefined;
  const [count, delay] = [Number(retries), Number(retryDelay)];
  if (!Number.isInteger(count) || count < 0) throw new Error("Retries are a whole number.");
  if (!Number.isInteger(delay) || delay < 0)
    throw new Error("Between retries there is a whole number of seconds.");
  return { retries: count, retry_delay: delay };
}

function readJobVariables(text: string): Record<string, unknown> | undefined {
  if (text.trim() === "") return undefined;
  const read = parseJson(text);
  if ("fault" in read) throw new Error(`Job variables: ${read.fault}`);
  const { value } = read;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error("Job variables are an object, in braces.");
  return value;
}
