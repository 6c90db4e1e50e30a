// The least that a server of flow runs can be: Fastify, and one transaction of SQLite for each request.
import { randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import Fastify from "fastify";

const [port, path] = process.argv.slice(2) as [string, string];
const database = new DatabaseSync(path);
database.exec(`pragma journal_mode = wal; pragma synchronous = normal;
  create table flow_runs (id text primary key, created text, flow_id text, name text, parameters text, tags text, state text)`);
const insert = database.prepare("insert into flow_runs values (?, ?, ?, ?, ?, ?, ?)");

type Body = { flow_id: string; name: string | null; parameters: object; tags: string[]; state: object };

const app = Fastify();
app.get("/api/health", () => true);
app.post<{ Body: Body }>("/api/flow_runs/", (request, reply) => {
  const { flow_id, name, parameters, tags, state } = request.body;
  const row = { id: randomUUID(), created: new Date().toISOString(), flow_id, name: name ?? "brave-otter" };
  const json = [parameters, tags, state].map((value) => JSON.stringify(value));
  database.exec("begin immediate");
  insert.run(row.id, row.created, row.flow_id, row.name, ...json);
  database.exec("commit");
  reply.code(201).send({ ...row, parameters, tags, state });
});
await app.listen({ host: "127.0.0.1", port: Number(port) });
