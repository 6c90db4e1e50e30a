import type { Deployment } from "@reeve/protocol";

/** A deployment as a project file has it, to be kept beside its code. */
export function deploymentYaml(deployment: Deployment): string {
  const {
    work_pool_name: pool,
    work_queue_name: queue,
    job_variables,
    concurrency_options: options,
  } = deployment;
  const limit = deployment.global_concurrency_limit?.limit ?? deployment.concurrency_limit;
  const one = withoutNothing({
    name: deployment.name,
    version: deployment.version,
    description: deployment.description,
    entrypoint: deployment.entrypoint,
    tags: deployment.tags,
    parameters: deployment.parameters,
    enforce_parameter_schema: deployment.enforce_parameter_schema ? null : false,
    paused: deployment.paused || null,
    concurrency_limit: limit && options ? { limit, collision_strategy: options.collision_strategy } : limit,
    schedules: deployment.schedules.map(({ schedule, active, slug, parameters }) =>
      withoutNothing({ ...schedule, slug, active: active ? null : false, parameters }),
    ),
    work_pool: pool ? withoutNothing({ name: pool, work_queue_name: queue, job_variables }) : null,
  });
  return toYaml(withoutNothing({ pull: deployment.pull_steps, deployments: [one] }));
}

function withoutNothing(given: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isNothing(value)));
}

const isNothing = (value: unknown): boolean =>
  value === null || value === undefined || (typeof value === "object" && Object.keys(value).length === 0);

// Words that need no quotes: no sign of YAML's in them, and nothing it would take for another type.
const PLAIN = /^[A-Za-z_][\w./@-]*(?: [\w./@-]+)*$/;
const OTHER_TYPE = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

/** JSON values as YAML in blocks. */
export function toYaml(value: unknown, indent = ""): string {
  if (Array.isArray(value)) return value.map((item) => `${indent}- ${nested(item, `${indent}  `)}`).join("");
  return Object.entries(value as Record<string, unknown>)
    .map(([key, item]) => {
      const isBlock = typeof item === "object" && item !== null && Object.keys(item).length > 0;
      return `${indent}${scalar(key)}:${isBlock ? `\n${toYaml(item, `${indent}  `)}` : ` ${scalar(item)}\n`}`;
    })
    .join("");
}

/** What follows a dash: a block begins in its line. */
function nested(item: unknown, indent: string): string {
  const isBlock = typeof item === "object" && item !== null && Object.keys(item).length > 0;
  return isBlock ? toYaml(item, indent).slice(indent.length) : `${scalar(item)}\n`;
}

function scalar(value: unknown): string {
  if (typeof value === "string" && PLAIN.test(value) && !OTHER_TYPE.test(value)) return value;
  return JSON.stringify(value) ?? "null";
}
