import { useParams } from "@tanstack/react-router";
import { useCrumbs } from "../shell/crumbs.ts";
import { EditPoolPage } from "../work-pool/edit-pool-page.tsx";
import { QueuePage } from "../work-pool/queue-page.tsx";
import { WorkPoolPage } from "../work-pool/work-pool-page.tsx";
import { WorkerPage } from "../work-pool/worker-page.tsx";

const LIST = { label: "Work pools", to: "/work-pools" };
const toPool = (name: string) => ({ label: name, to: `/work-pools/work-pool/${encodeURIComponent(name)}` });

/** `/work-pools/work-pool/:name`: one work pool. */
export function WorkPoolRoute() {
  const { name } = useParams({ from: "/work-pools/work-pool/$name" });
  useCrumbs([LIST, { label: name }]);
  return <WorkPoolPage key={name} name={name} />;
}

/** `/work-pools/work-pool/:name/edit`: changes it. */
export function EditPoolRoute() {
  const { name } = useParams({ from: "/work-pools/work-pool/$name/edit" });
  useCrumbs([LIST, toPool(name), { label: "Edit" }]);
  return <EditPoolPage name={name} />;
}

/** `/work-pools/work-pool/:name/queue/:queue`: one of its queues. */
export function QueueRoute() {
  const { name, queue } = useParams({ from: "/work-pools/work-pool/$name/queue/$queue" });
  useCrumbs([LIST, toPool(name), { label: queue }]);
  return <QueuePage key={`${name}/${queue}`} poolName={name} queueName={queue} />;
}

/** `/work-pools/work-pool/:name/worker/:worker`: one of its workers, by its name or its id. */
export function WorkerRoute() {
  const { name, worker } = useParams({ from: "/work-pools/work-pool/$name/worker/$worker" });
  useCrumbs([LIST, toPool(name), { label: worker }]);
  return <WorkerPage key={`${name}/${worker}`} poolName={name} given={worker} />;
}
