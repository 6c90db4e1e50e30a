import { azureContainerInstanceType } from "./worker-types/azure-container-instance.ts";
import { dockerType } from "./worker-types/docker.ts";
import { ecsType } from "./worker-types/ecs.ts";
import { cloudRunType, cloudRunV2Type, vertexAiType } from "./worker-types/google.ts";
import { kubernetesType } from "./worker-types/kubernetes.ts";
import { processType } from "./worker-types/process.ts";
import type { WorkerType } from "./worker-types/worker-type.ts";

/** Every type of worker, in the order in which they are offered. */
const WORKER_TYPES: readonly WorkerType[] = [
  processType,
  dockerType,
  kubernetesType,
  ecsType,
  azureContainerInstanceType,
  cloudRunType,
  cloudRunV2Type,
  vertexAiType,
];

/** The types of worker by the package that has them, as clients and the UI read them. */
export function workerMetadata(): Record<string, Record<string, unknown>> {
  const metadata: Record<string, Record<string, unknown>> = {};
  for (const worker of WORKER_TYPES) {
    metadata[worker.package] ??= {};
    metadata[worker.package]![worker.type] = {
      type: worker.type,
      display_name: worker.displayName,
      description: worker.description,
      documentation_url: worker.documentationUrl,
      install_command: worker.installCommand,
      is_beta: false,
      logo_url: `/logos/${worker.logo}`,
      default_base_job_configuration: templateOf(worker),
    };
  }
  return metadata;
}

const templateOf = ({ jobConfiguration, variables, required, definitions }: WorkerType) => ({
  job_configuration: jobConfiguration,
  variables: {
    type: "object",
    properties: variables,
    ...(required && { required }),
    ...(definitions && { definitions }),
  },
});
