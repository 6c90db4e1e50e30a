import {
  block,
  blockDefinition,
  common,
  commonConfiguration,
  flag,
  integer,
  number,
  text,
  texts,
  variable,
  type WorkerType,
} from "./worker-type.ts";

const definitions = {
  GcpCredentials: blockDefinition("GcpCredentials", "gcp-credentials", "A service account of Google Cloud."),
};
const about = {
  package: "prefect-gcp",
  documentationUrl: "https://docs.prefect.io/integrations/prefect-gcp",
  installCommand: "pip install prefect-gcp",
  definitions,
};
const credentials = block(
  "GCP Credentials",
  "Logs in to Google Cloud; the worker's own when left out.",
  "GcpCredentials",
);
const serviceAccount = text("Service Account Name", "The service account that jobs run under.");
const keepJob = flag(
  "Keep Job After Completion",
  "Whether the job stays there once the run has ended.",
  false,
);
const connector = text("VPC Connector Name", "The connector by which jobs reach a private network.");
const memory = { pattern: "^\\d+(?:G|Gi|M|Mi)$" };

const limits = { cpu: variable("cpu"), memory: variable("memory") };

export const cloudRunType: WorkerType = {
  ...about,
  type: "cloud-run",
  displayName: "Google Cloud Run",
  description: "Runs each flow run as a job of Google Cloud Run, by the first version of its API.",
  logo: "cloud-run.svg",
  jobConfiguration: {
    ...commonConfiguration,
    region: variable("region"),
    credentials: variable("credentials"),
    job_body: {
      apiVersion: "run.googleapis.com/v1",
      kind: "Job",
      metadata: {
        name: variable("name"),
        annotations: { "run.googleapis.com/launch-stage": "BETA" },
      },
      spec: {
        template: {
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    image: variable("image"),
                    command: variable("command"),
                    resources: { limits, requests: limits },
                  },
                ],
                timeoutSeconds: variable("timeout"),
                serviceAccountName: variable("service_account_name"),
              },
            },
          },
          metadata: {
            annotations: { "run.googleapis.com/vpc-access-connector": variable("vpc_connector_name") },
          },
        },
      },
    },
    timeout: variable("timeout"),
    keep_job: variable("keep_job"),
  },
  variables: {
    ...common,
    region: text("Region", "Where jobs run.", { default: "us-central1" }),
    credentials,
    image: text("Image Name", "What the container is made of."),
    cpu: text("CPU", "Processors in thousandths, such as 1000m.", { pattern: "^(\\d*000)m$" }),
    memory: text("Memory", "Memory, such as 512Mi.", memory),
    vpc_connector_name: connector,
    service_account_name: serviceAccount,
    keep_job: keepJob,
    timeout: integer("Job Timeout", "How many seconds a run may take.", {
      default: 600,
      exclusiveMinimum: 0,
      maximum: 3600,
    }),
  },
};

export const cloudRunV2Type: WorkerType = {
  ...about,
  type: "cloud-run-v2",
  displayName: "Google Cloud Run V2",
  description: "Runs each flow run as a job of Google Cloud Run, by the second version of its API.",
  logo: "cloud-run.svg",
  jobConfiguration: {
    ...commonConfiguration,
    credentials: variable("credentials"),
    job_body: {
      client: "prefect",
      launchStage: variable("launch_stage"),
      template: {
        template: {
          serviceAccount: variable("service_account_name"),
          maxRetries: variable("max_retries"),
          timeout: variable("timeout"),
          vpcAccess: { connector: variable("vpc_connector_name") },
          containers: [
            {
              env: [],
              image: variable("image"),
              command: variable("command"),
              args: variable("args"),
              resources: { limits },
            },
          ],
        },
      },
    },
    keep_job: variable("keep_job"),
    region: variable("region"),
    timeout: variable("timeout"),
  },
  variables: {
    ...common,
    credentials,
    region: text("Region", "Where jobs run.", { default: "us-central1" }),
    image: text("Image Name", "What the container is made of.", { default: "prefecthq/prefect:3-latest" }),
    args: texts("Args", "Arguments of the command."),
    keep_job: keepJob,
    launch_stage: text("Launch Stage", "How mature the features are that jobs may use.", {
      default: "BETA",
      enum: [
        "ALPHA",
        "BETA",
        "GA",
        "DEPRECATED",
        "EARLY_ACCESS",
        "PRELAUNCH",
        "UNIMPLEMENTED",
        "LAUNCH_TAG_UNSPECIFIED",
      ],
    }),
    max_retries: integer("Max Retries", "How often Cloud Run itself tries a failed job again.", {
      default: 0,
    }),
    cpu: text("CPU", "Processors in thousandths.", { default: "1000m" }),
    memory: text("Memory", "Memory, such as 512Mi.", { default: "512Mi", ...memory }),
    timeout: integer("Job Timeout", "How many seconds a run may take.", {
      default: 600,
      exclusiveMinimum: 0,
      maximum: 604_800,
    }),
    vpc_connector_name: connector,
    service_account_name: serviceAccount,
  },
};

export const vertexAiType: WorkerType = {
  ...about,
  type: "vertex-ai",
  displayName: "Google Vertex AI",
  description: "Runs each flow run as a custom job of Google Vertex AI, also on graphics processors.",
  logo: "vertex-ai.svg",
  jobConfiguration: {
    ...commonConfiguration,
    region: variable("region"),
    credentials: variable("credentials"),
    job_spec: {
      service_account_name: variable("service_account_name"),
      network: variable("network"),
      reserved_ip_ranges: variable("reserved_ip_ranges"),
      maximum_run_time_hours: variable("maximum_run_time_hours"),
      worker_pool_specs: [
        {
          replica_count: 1,
          container_spec: { image_uri: variable("image"), command: variable("command"), args: [] },
          machine_spec: {
            machine_type: variable("machine_type"),
            accelerator_type: variable("accelerator_type"),
            accelerator_count: variable("accelerator_count"),
          },
          disk_spec: {
            boot_disk_type: variable("boot_disk_type"),
            boot_disk_size_gb: variable("boot_disk_size_gb"),
          },
        },
      ],
    },
    job_watch_poll_interval: variable("job_watch_poll_interval"),
  },
  variables: {
    ...common,
    region: text("Region", "Where jobs run, such as us-central1."),
    image: text("Image Name", "What the container is made of."),
    credentials,
    machine_type: text("Machine Type", "The kind of machine.", { default: "n1-standard-4" }),
    accelerator_type: text("Accelerator Type", "The kind of graphics processor, such as NVIDIA_TESLA_K80."),
    accelerator_count: integer("Accelerator Count", "How many of them."),
    boot_disk_type: text("Boot Disk Type", "The kind of disk.", { default: "pd-ssd" }),
    boot_disk_size_gb: integer("Boot Disk Size (GB)", "The size of the disk.", { default: 100 }),
    maximum_run_time_hours: integer("Maximum Run Time (Hours)", "How long a run may take.", { default: 1 }),
    network: text("Network", "The private network that jobs are in."),
    reserved_ip_ranges: texts(
      "Reserved IP Ranges",
      "Address ranges of that network which jobs take theirs from.",
    ),
    service_account_name: serviceAccount,
    job_watch_poll_interval: number(
      "Poll Interval (Seconds)",
      "How many seconds lie between two looks at a job.",
      {
        default: 5.0,
      },
    ),
  },
  required: ["region", "image"],
};
