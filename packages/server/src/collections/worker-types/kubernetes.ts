import {
  block,
  blockDefinition,
  common,
  commonConfiguration,
  integer,
  streamOutput,
  text,
  variable,
  type WorkerType,
} from "./worker-type.ts";

export const kubernetesType: WorkerType = {
  type: "kubernetes",
  package: "prefect-kubernetes",
  displayName: "Kubernetes",
  description: "Runs each flow run as a job of a Kubernetes cluster.",
  documentationUrl: "https://docs.prefect.io/integrations/prefect-kubernetes",
  installCommand: "pip install prefect-kubernetes",
  logo: "kubernetes.svg",
  jobConfiguration: {
    ...commonConfiguration,
    namespace: variable("namespace"),
    job_manifest: {
      apiVersion: "batch/v1",
      kind: "Job",
      metadata: {
        labels: variable("labels"),
        namespace: variable("namespace"),
        generateName: `${variable("name")}-`,
      },
      spec: {
        backoffLimit: 0,
        ttlSecondsAfterFinished: variable("finished_job_ttl"),
        template: {
          spec: {
            parallelism: 1,
            completions: 1,
            restartPolicy: "Never",
            serviceAccountName: variable("service_account_name"),
            containers: [
              {
                name: "prefect-job",
                env: variable("env"),
                image: variable("image"),
                imagePullPolicy: variable("image_pull_policy"),
                args: variable("command"),
                resources: {
                  limits: { cpu: variable("cpu_limit"), memory: variable("memory_limit") },
                  requests: { cpu: variable("cpu_request"), memory: variable("memory_request") },
                },
              },
            ],
          },
        },
      },
    },
    cluster_config: variable("cluster_config"),
    job_watch_timeout_seconds: variable("job_watch_timeout_seconds"),
    pod_watch_timeout_seconds: variable("pod_watch_timeout_seconds"),
    stream_output: variable("stream_output"),
  },
  variables: {
    ...common,
    namespace: text("Namespace", "The namespace that jobs are created in.", { default: "default" }),
    image: text("Image", "What the job's container is made of."),
    service_account_name: text("Service Account Name", "The service account that jobs run under."),
    image_pull_policy: text("Image Pull Policy", "When the image is pulled.", {
      default: "IfNotPresent",
      enum: ["IfNotPresent", "Always", "Never"],
    }),
    finished_job_ttl: integer("Finished Job TTL", "After how many seconds an ended job is removed."),
    job_watch_timeout_seconds: integer(
      "Job Watch Timeout Seconds",
      "How many seconds a job may take; no limit when left out.",
    ),
    pod_watch_timeout_seconds: integer(
      "Pod Watch Timeout Seconds",
      "How many seconds a pod may take to start.",
      { default: 60 },
    ),
    stream_output: streamOutput,
    cluster_config: block(
      "Cluster Config",
      "The cluster; the one that the worker is in or set up for when left out.",
      "KubernetesClusterConfig",
    ),
    cpu_request: text("CPU Request", "The processors a job is sure to have, such as 500m."),
    cpu_limit: text("CPU Limit", "The processors a job may use at most."),
    memory_request: text("Memory Request", "The memory a job is sure to have, such as 512Mi."),
    memory_limit: text("Memory Limit", "The memory a job may use at most."),
  },
  definitions: {
    KubernetesClusterConfig: blockDefinition(
      "KubernetesClusterConfig",
      "kubernetes-cluster-config",
      "How a cluster is reached.",
    ),
  },
};
