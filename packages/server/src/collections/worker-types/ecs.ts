import {
  block,
  blockDefinition,
  common,
  commonConfiguration,
  flag,
  integer,
  mapping,
  number,
  text,
  variable,
  type WorkerType,
} from "./worker-type.ts";

const plain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, variable(name)]));

export const ecsType: WorkerType = {
  type: "ecs",
  package: "prefect-aws",
  displayName: "AWS Elastic Container Service",
  description: "Runs each flow run as a task of Amazon ECS, on Fargate or on machines of one's own.",
  documentationUrl: "https://docs.prefect.io/integrations/prefect-aws",
  installCommand: "pip install prefect-aws",
  logo: "ecs.svg",
  jobConfiguration: {
    ...commonConfiguration,
    aws_credentials: variable("aws_credentials"),
    task_definition: {
      containerDefinitions: [{ image: variable("image"), name: variable("container_name") }],
      cpu: variable("cpu"),
      family: variable("family"),
      memory: variable("memory"),
      executionRoleArn: variable("execution_role_arn"),
    },
    task_run_request: {
      launchType: variable("launch_type"),
      cluster: variable("cluster"),
      overrides: {
        containerOverrides: [
          {
            name: variable("container_name"),
            command: variable("command"),
            environment: variable("env"),
            cpu: variable("cpu"),
            memory: variable("memory"),
          },
        ],
        cpu: variable("cpu"),
        memory: variable("memory"),
        taskRoleArn: variable("task_role_arn"),
      },
      tags: variable("labels"),
      taskDefinition: variable("task_definition_arn"),
      capacityProviderStrategy: variable("capacity_provider_strategy"),
    },
    ...plain(
      "configure_cloudwatch_logs",
      "cloudwatch_logs_options",
      "cloudwatch_logs_prefix",
      "network_configuration",
      "stream_output",
      "task_start_timeout_seconds",
      "task_watch_poll_interval",
      "auto_deregister_task_definition",
      "vpc_id",
      "container_name",
      "cluster",
      "match_latest_revision_in_family",
    ),
  },
  variables: {
    ...common,
    task_definition_arn: text(
      "Task Definition Arn",
      "A task definition to use as it is, in place of one made here.",
    ),
    aws_credentials: block(
      "AWS Credentials",
      "Logs in to AWS; the worker's own when left out.",
      "AwsCredentials",
    ),
    cluster: text("Cluster", "The cluster that tasks run in, by its name or ARN."),
    family: text("Family", "The family of the task definitions that are made."),
    launch_type: text("Launch Type", "What tasks run on.", {
      default: "FARGATE",
      enum: ["FARGATE", "EC2", "EXTERNAL", "FARGATE_SPOT"],
    }),
    capacity_provider_strategy: {
      title: "Capacity Provider Strategy",
      description: "How tasks are spread over capacity providers; without the launch type then.",
      type: "array",
      items: { $ref: "#/definitions/CapacityProvider" },
    },
    image: text("Image", "What the task's container is made of."),
    cpu: integer("CPU", "Units of CPU of a task; 1024 are one processor."),
    memory: integer("Memory", "Memory of a task in MiB."),
    container_name: text("Container Name", "What the container is called in the task definition."),
    task_role_arn: text("Task Role ARN", "The role that the flow itself has."),
    execution_role_arn: text("Execution Role ARN", "The role by which ECS pulls images and writes logs."),
    vpc_id: text("VPC ID", "The network that tasks are in."),
    configure_cloudwatch_logs: flag(
      "Configure Cloudwatch Logs",
      "Whether the container's output goes to CloudWatch; needs an execution role.",
    ),
    cloudwatch_logs_options: mapping("Cloudwatch Logs Options", "Further options of the log driver."),
    cloudwatch_logs_prefix: text("Cloudwatch Logs Prefix", "How the log streams' names begin."),
    network_configuration: {
      title: "Network Configuration",
      description: "Subnets, security groups and public addresses of tasks, as AWS has them.",
      type: "object",
    },
    stream_output: flag("Stream Output", "Whether the output is read from CloudWatch into the run's log."),
    task_start_timeout_seconds: integer(
      "Task Start Timeout Seconds",
      "How many seconds a task may take to start.",
      { default: 300 },
    ),
    task_watch_poll_interval: number(
      "Task Watch Poll Interval",
      "How many seconds lie between two looks at a task.",
      {
        default: 5.0,
      },
    ),
    auto_deregister_task_definition: flag(
      "Auto Deregister Task Definition",
      "Whether task definitions that were made are taken away afterwards.",
      false,
    ),
    match_latest_revision_in_family: flag(
      "Match Latest Revision In Family",
      "Whether the newest task definition of the family is used when it is the same.",
      false,
    ),
  },
  definitions: {
    AwsCredentials: blockDefinition("AwsCredentials", "aws-credentials", "A login to AWS."),
    CapacityProvider: {
      title: "CapacityProvider",
      type: "object",
      properties: {
        capacityProvider: { title: "Capacityprovider", type: "string" },
        weight: { title: "Weight", type: "integer" },
        base: { title: "Base", type: "integer" },
      },
      required: ["capacityProvider", "weight", "base"],
    },
  },
};
