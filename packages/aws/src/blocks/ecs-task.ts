import { defineBlock } from "@reeve/sdk";
import { z } from "zod";
import { AwsCredentials } from "./aws-credentials.ts";

const text = (description: string) => z.string().nullable().default(null).meta({ description });
const count = (description: string) => z.number().int().nullable().default(null).meta({ description });

/**
 * How a command is run as a task of Amazon's Elastic Container Service. Python's `prefect-aws` had a block of this name and
 * has none any more: work pools took its place. Its fields are kept for those who have such blocks, but its checksum can
 * be held against nothing, so a client of that time may know its own schema besides this one.
 */
export class EcsTask extends defineBlock({
  name: "ECS Task",
  className: "ECSTask",
  description: "How a command is run as a task of Amazon's Elastic Container Service.",
  documentationUrl: "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_definitions.html",
  fields: z.object({
    type: z.literal("ecs-task").default("ecs-task"),
    aws_credentials: z.instanceof(AwsCredentials).default(() => new AwsCredentials({})),
    name: text("What the task is called."),
    command: z.array(z.string()).nullable().default(null).meta({ description: "What it runs." }),
    env: z
      .record(z.string(), z.string().nullable())
      .default({})
      .meta({ description: "Environment variables; null takes one away." }),
    labels: z.record(z.string(), z.string()).default({}).meta({ description: "Tags of the task." }),
    task_definition_arn: text("A task definition that is there already, in place of one made for the task."),
    task_definition: z
      .record(z.string(), z.unknown())
      .nullable()
      .default(null)
      .meta({ description: "What the task definition made for the task begins with." }),
    family: text("The family of the task definition."),
    image: text("The container image."),
    auto_deregister_task_definition: z
      .boolean()
      .default(true)
      .meta({ description: "Whether the task definition made for the task goes with it." }),
    cpu: count("CPU units, 1024 for a virtual CPU."),
    memory: count("Memory in MiB."),
    execution_role_arn: text("The role with which the service fetches the image and the secrets."),
    configure_cloudwatch_logs: z
      .boolean()
      .nullable()
      .default(null)
      .meta({ description: "Whether the container's output goes to CloudWatch." }),
    cloudwatch_logs_options: z
      .record(z.string(), z.string())
      .default({})
      .meta({ description: "Options of CloudWatch's log driver." }),
    stream_output: z
      .boolean()
      .nullable()
      .default(null)
      .meta({ description: "Whether the container's output is shown by the worker." }),
    launch_type: z
      .enum(["FARGATE", "EC2", "EXTERNAL", "FARGATE_SPOT"])
      .nullable()
      .default("FARGATE")
      .meta({ description: "What the task runs on." }),
    vpc_id: text("The network it is in; the account's default when left out."),
    cluster: text("The cluster, by name or ARN; the account's default when left out."),
    task_role_arn: text("The role that the command has."),
    task_customizations: z
      .array(z.record(z.string(), z.unknown()))
      .default([])
      .meta({ description: "A JSON Patch of the request that runs the task." }),
    task_start_timeout_seconds: z
      .number()
      .int()
      .default(120)
      .meta({ description: "How long the task may take to start." }),
    task_watch_poll_interval: z
      .number()
      .default(5)
      .meta({ description: "After how many seconds its state is asked for again." }),
  }),
}) {}
