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

const variables = {
  image: text("Image", "What the container is made of."),
  resource_group_name: text(
    "Azure Resource Group Name",
    "The resource group that container groups are made in.",
  ),
  subscription_id: text("Azure Subscription ID", "The subscription that is charged.", {
    writeOnly: true,
    format: "password",
  }),
  identities: texts("Identities", "Managed identities of the container group."),
  entrypoint: text("Entrypoint", "What the container starts with.", {
    default: "/opt/prefect/entrypoint.sh",
  }),
  cpu: number("CPU", "How many processors a container has.", { default: 1.0 }),
  gpu_count: integer("GPU Count", "How many graphics processors a container has."),
  gpu_sku: text("GPU SKU", "Which kind of graphics processor."),
  memory: number("Memory", "Memory of a container in GB.", { default: 1.0 }),
  subnet_ids: texts("Subnet IDs", "The subnets that container groups are in."),
  dns_servers: texts("DNS Servers", "Name servers of one's own."),
  aci_credentials: block("Aci Credentials", "Logs in to Azure.", "AzureContainerInstanceCredentials"),
  stream_output: flag("Stream Output", "Whether what a run prints is in its log.", false),
  task_start_timeout_seconds: integer(
    "Task Start Timeout Seconds",
    "How many seconds a group may take to start.",
    {
      default: 240,
    },
  ),
  task_watch_poll_interval: number(
    "Task Watch Poll Interval",
    "How many seconds lie between two looks at it.",
    {
      default: 5.0,
    },
  ),
};

export const azureContainerInstanceType: WorkerType = {
  type: "azure-container-instance",
  package: "prefect-azure",
  displayName: "Azure Container Instances",
  description: "Runs each flow run as a container group of Azure Container Instances.",
  documentationUrl: "https://docs.prefect.io/integrations/prefect-azure",
  installCommand: "pip install prefect-azure",
  logo: "azure.svg",
  jobConfiguration: {
    ...commonConfiguration,
    ...Object.fromEntries(Object.keys(variables).map((name) => [name, variable(name)])),
  },
  variables: { ...common, ...variables },
  required: ["resource_group_name", "subscription_id"],
  definitions: {
    AzureContainerInstanceCredentials: blockDefinition(
      "AzureContainerInstanceCredentials",
      "azure-container-instance-credentials",
      "A service principal of Azure.",
    ),
  },
};
