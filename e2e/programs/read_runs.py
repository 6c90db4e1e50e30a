"""Prints everything a server knows of its runs, read through Prefect's own client, as JSON."""

import asyncio
import json

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import LogFilter, LogFilterFlowRunId
from prefect.client.schemas.sorting import LogSort


def describe_state(state):
    return {"type": state.type.value, "name": state.name, "message": state.message}


async def read_logs(client, flow_run):
    logs = await client.read_logs(
        log_filter=LogFilter(flow_run_id=LogFilterFlowRunId(any_=[flow_run.id])),
        sort=LogSort.TIMESTAMP_ASC,
    )
    return [
        {"message": log.message, "level": log.level, "task_run_id": log.task_run_id and str(log.task_run_id)}
        for log in logs
    ]


async def describe_flow_run(client, flow_run):
    flow = await client.read_flow(flow_run.flow_id)
    states = await client.read_flow_run_states(flow_run.id)
    graph = await client._client.get(f"/flow_runs/{flow_run.id}/graph-v2")
    return {
        "id": str(flow_run.id),
        "name": flow_run.name,
        "flow": flow.name,
        "parameters": flow_run.parameters,
        "parent_task_run_id": flow_run.parent_task_run_id and str(flow_run.parent_task_run_id),
        "state": describe_state(flow_run.state),
        "states": [describe_state(state) for state in states],
        "logs": await read_logs(client, flow_run),
        "graph": graph.raise_for_status().json(),
    }


async def describe_task_run(client, task_run):
    states = await client.read_task_run_states(task_run.id)
    return {
        "id": str(task_run.id),
        "name": task_run.name,
        "flow_run_id": str(task_run.flow_run_id),
        "run_count": task_run.run_count,
        "state": describe_state(task_run.state),
        "child_flow_run_id": task_run.state.state_details.child_flow_run_id
        and str(task_run.state.state_details.child_flow_run_id),
        "states": [describe_state(state) for state in states],
    }


async def main():
    async with get_client() as client:
        flow_runs = [await describe_flow_run(client, run) for run in await client.read_flow_runs()]
        task_runs = [await describe_task_run(client, run) for run in await client.read_task_runs()]
    print(json.dumps({"flow_runs": flow_runs, "task_runs": task_runs}))


asyncio.run(main())
