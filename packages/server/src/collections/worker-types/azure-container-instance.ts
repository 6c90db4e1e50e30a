import {
  block,
  blockDefinition,
  common,
  commonConfiguration,
  flag,
  integer,
  number,
  registryCredentials,
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
  image_registry: {
    title: "Image Registry (Optional)",
    description: "Logs in where the image is pulled from, by a password or by a managed identity.",
    anyOf: [
      { $ref: "#/definitions/DockerRegistryCredentials" },
      { $ref: "#/definitions/ACRManagedIdentity" },
    ],
  },
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

/** What Azure is told to make, in its own language; the worker fills in what is not a variable. */
const armTemplate = {
  $schema: "https://schema.management.azure.com/schemas/2019-08-01/deploymentTemplate.json#",
  contentVersion: "1.0.0.0",
  parameters: {
    location: { type: "string", defaultValue: "[resourceGroup().location]" },
    container_group_name: { type: "string", defaultValue: "[uniqueString(resourceGroup().id)]" },
    container_name: { type: "string", defaultValue: "[uniqueString(resourceGroup().id)]" },
  },
  resources: [
    {
      type: "Microsoft.ContainerInstance/containerGroups",
      apiVersion: "2022-09-01",
      name: "[parameters('container_group_name')]",
      location: "[parameters('location')]",
      properties: {
        containers: [
          {
            name: "[parameters('container_name')]",
            properties: {
              image: variable("image"),
              command: variable("command"),
              resources: { requests: { cpu: variable("cpu"), memoryInGB: variable("memory") } },
              environmentVariables: [],
            },
          },
        ],
        osType: "Linux",
        restartPolicy: "Never",
      },
    },
  ],
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
    arm_template: armTemplate,
  },
  variables: { ...common, ...variables },
  required: ["resource_group_name", "subscription_id"],
  definitions: {
    DockerRegistryCredentials: registryCredentials,
    ACRManagedIdentity: {
      title: "ACRManagedIdentity",
      description: "A managed identity that may pull from a registry of Azure.",
      type: "object",
      properties: {
        registry_url: text("Registry URL", "The registry, such as myregistry.azurecr.io."),
        identity: text("Identity", "The identity that was given to the registry."),
      },
      required: ["registry_url", "identity"],
    },
    AzureContainerInstanceCredentials: blockDefinition(
      "AzureContainerInstanceCredentials",
      "azure-container-instance-credentials",
      "A service principal of Azure.",
    ),
  },
};
