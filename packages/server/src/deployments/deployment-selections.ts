import type { Deployment } from "@reeve/protocol";
import type { Connection } from "../db/database.ts";
import { flag, type JsonMember, json, jsonMembers, text, time, word } from "../db/json-members.ts";
import type { RestOfDeployment } from "./deployment-text.ts";

/** A deployment as the API answers it, member by member; `toDeployment` makes the same of a row. */
const members = jsonMembers({
  id: word("deployments.id"),
  created: time("deployments.created"),
  updated: time("deployments.updated"),
  name: text("deployments.name"),
  version: text("deployments.version"),
  description: text("deployments.description"),
  flow_id: word("deployments.flow_id"),
  paused: flag("deployments.paused"),
  concurrency_options: json("deployments.concurrency_options"),
  job_variables: json("deployments.job_variables"),
  parameters: json("deployments.parameters"),
  tags: json("deployments.tags"),
  labels: json("deployments.labels"),
  work_queue_name: text("coalesce(work_queues.name, deployments.work_queue_name)"),
  // Null where the queue is gone.
  work_queue_id: word("work_queues.id"),
  parameter_openapi_schema: json("deployments.parameter_openapi_schema"),
  path: text("deployments.path"),
  pull_steps: json("coalesce(deployments.pull_steps, '[]')"),
  entrypoint: text("deployments.entrypoint"),
  storage_document_id: word("deployments.storage_document_id"),
  infrastructure_document_id: word("deployments.infrastructure_document_id"),
  created_by: json("deployments.created_by"),
  updated_by: json("deployments.updated_by"),
  work_pool_name: text("work_pools.name"),
  status: word("deployments.status"),
  enforce_parameter_schema: flag("deployments.enforce_parameter_schema"),
} satisfies Record<Exclude<keyof Deployment, keyof RestOfDeployment>, JsonMember>);

const joined = (db: Connection) =>
  db
    .selectFrom("deployments")
    .leftJoin("work_queues", "work_queues.id", "deployments.work_queue_id")
    .leftJoin("work_pools", "work_pools.id", "work_queues.work_pool_id");

/** All that is known of a deployment, for those who go on with it. */
export const deploymentRow = (db: Connection) =>
  joined(db)
    .selectAll("deployments")
    .select([
      "work_queues.name as queue_name",
      "work_queues.last_polled as queue_last_polled",
      "work_pools.id as pool_id",
      "work_pools.name as pool_name",
      "work_pools.type as pool_type",
    ]);

/** The same written as JSON, for those who only hand it on. */
export const deploymentText = (db: Connection) =>
  joined(db).select([
    "deployments.id",
    "deployments.concurrency_limit_id",
    "deployments.last_polled",
    "work_queues.last_polled as queue_last_polled",
    members(db).as("members"),
  ]);
