import { useParams } from "@tanstack/react-router";
import { TaskRunPage } from "../task-run/task-run-page.tsx";

/** `/runs/task-run/:id`: one task run, among those of its flow run if it has one. */
export function TaskRunRoute() {
  const { id } = useParams({ from: "/runs/task-run/$id" });
  return <TaskRunPage key={id} id={id} />;
}
