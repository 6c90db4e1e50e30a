"""Stores results where a TypeScript program finds them, or reads what it stored, with Prefect's own client; prints JSON."""

import json
import os
import sys

from prefect import flow, task
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName, TaskRunFilter, TaskRunFilterName
from prefect.filesystems import LocalFileSystem

SHARED = os.environ.get("SHARED_STORAGE", "local-file-system/shared")
JSON = {"persist_result": True, "result_serializer": "json"}


@task(name="Sum of Python", cache_key_fn=lambda *_: "sums/python", result_storage=SHARED, **JSON)
def total(numbers):
    return {"total": sum(numbers), "by": "Python"}


@flow(name="Results of Python", flow_run_name="results-of-python", **JSON)
def write():
    task_run_id = total(numbers=[1, 2], return_state=True).state_details.task_run_id
    return {"rmse": 5.2, "months": ["May", None], "task_run_id": str(task_run_id)}


@task(name="Sum of TypeScript", cache_key_fn=lambda *_: "sums/typescript", result_storage=SHARED, **JSON)
def taken():
    return "computed anew"


@flow
def take():
    state = taken(return_state=True)
    return [state.name, state.result()]


def read():
    with get_client(sync_client=True) as client:
        named = FlowRunFilter(name=FlowRunFilterName(any_=["results-of-typescript"]))
        (flow_run,) = client.read_flow_runs(flow_run_filter=named)
        (task_run,) = client.read_task_runs(task_run_filter=TaskRunFilter(name=TaskRunFilterName(any_=["Sum of TypeScript"])))
    return {
        "flow": flow_run.state.result(),
        "task": task_run.state.result(),
        "cached": take(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "write":
        LocalFileSystem(basepath=sys.argv[2]).save("shared")
        write()
        print(json.dumps(None))
    else:
        print(json.dumps(read()))
