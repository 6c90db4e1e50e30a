"""Calls what Prefect's own client has for runs, and prints as JSON what it was answered."""

import asyncio
import json
from datetime import datetime, timedelta, timezone
from uuid import uuid4

from prefect import flow, task
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import LogCreate
from prefect.client.schemas.filters import (
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
    TaskRunFilter,
    TaskRunFilterName,
)
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.states import Cancelled, Completed, Pending, Running, Scheduled


@flow(name="of-the-client")
def some_flow(x: int = 1):
    return x


@task(name="some-task")
def some_task():
    pass


async def refusal(awaitable):
    """The name of the exception that a call ends with."""
    try:
        await awaitable
        return None
    except (ObjectNotFound, PrefectHTTPStatusError) as error:
        return type(error).__name__


async def use_flow_runs(client):
    at = datetime.now(timezone.utc) + timedelta(hours=1)
    created = await client.create_flow_run(
        some_flow, parameters={"x": 2}, name="first", tags=["a"], state=Scheduled(scheduled_time=at)
    )
    await client.set_flow_run_name(created.id, "renamed")
    await client.update_flow_run(created.id, tags=["b"], flow_version="v2")
    await client.update_flow_run_labels(created.id, {"team": "blue", "level": 2})
    waits = await client.set_flow_run_state(created.id, Running())
    runs = await client.set_flow_run_state(created.id, Running(), force=True)
    await client.set_flow_run_state(created.id, Completed(message="well done"))
    read = await client.read_flow_run(created.id)
    states = await client.read_flow_run_states(created.id)
    one_state = await client.read_flow_run_state(states[-1].id)
    other = await client.create_flow_run(some_flow, name="second")
    cancelled = await client.set_flow_run_state(other.id, Cancelled())
    only = FlowFilter(name=FlowFilterName(any_=["of-the-client"]))
    listed = await client.read_flow_runs(flow_filter=only, sort=FlowRunSort.NAME_ASC, limit=5)
    counted = await client.count_flow_runs(flow_filter=only)
    await client.create_logs(
        [LogCreate(name="l", level=20, message="hi", timestamp=at, flow_run_id=created.id)]
    )
    logs = await client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[created.id])))
    await client.delete_flow_run(other.id)
    return created.id, {
        "read": [read.name, read.tags, read.flow_version, read.labels["team"], read.parameters, read.run_count],
        "scheduled_for": abs((read.expected_start_time - at).total_seconds()) < 1e-6,
        "verdicts": [waits.status.value, runs.status.value, cancelled.status.value],
        "states": [state.name for state in states],
        "one_state": [one_state.name, one_state.message],
        "listed": [run.name for run in listed],
        "counted": counted,
        "logs": [log.message for log in logs],
        "gone": [
            await refusal(client.read_flow_run(other.id)),
            await refusal(client.delete_flow_run(other.id)),
        ],
    }


async def use_inputs(client, flow_run_id):
    for key in ["greeting-1", "greeting-2", "other"]:
        await client.create_flow_run_input(flow_run_id, key, json.dumps(key), sender="prefect.flow-run.x")
    listed = await client.filter_flow_run_input(flow_run_id, "greeting", 5, {"greeting-1"})
    value = await client.read_flow_run_input(flow_run_id, "other")
    await client.delete_flow_run_input(flow_run_id, "other")
    return {
        "listed": [[each.key, each.value, each.sender] for each in listed],
        "value": value,
        "gone": await refusal(client.read_flow_run_input(flow_run_id, "other")),
    }


async def use_task_runs(client, flow_run_id):
    task_run = await client.create_task_run(some_task, flow_run_id, "0", name="given", state=Pending())
    same = await client.create_task_run(some_task, flow_run_id, "0", name="another")
    await client.set_task_run_name(task_run.id, "renamed-task")
    await client.set_task_run_state(task_run.id, Completed(), force=True)
    read = await client.read_task_run(task_run.id)
    states = await client.read_task_run_states(task_run.id)
    listed = await client.read_task_runs(
        flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[flow_run_id])),
        task_run_filter=TaskRunFilter(name=TaskRunFilterName(like_="RENAMED")),
    )
    await client.delete_task_run(task_run.id)
    return {
        "same": same.id == task_run.id,
        "read": [read.name, read.state.name],
        "states": [state.name for state in states],
        "listed": [each.name for each in listed],
        "gone": await refusal(client.read_task_run(task_run.id)),
    }


async def use_flows(client):
    flow_id = await client.create_flow_from_name("short-lived")
    again = await client.create_flow_from_name("short-lived")
    read = await client.read_flow(flow_id)
    by_name = await client.read_flow_by_name("short-lived")
    listed = await client.read_flows(flow_filter=FlowFilter(name=FlowFilterName(like_="SHORT")))
    await client.delete_flow(flow_id)
    return {
        "same": flow_id == again == by_name.id,
        "read": read.name,
        "listed": [each.name for each in listed],
        "gone": [await refusal(client.read_flow(flow_id)), await refusal(client.read_flow_run(uuid4()))],
    }


async def main():
    async with get_client() as client:
        flow_run_id, flow_runs = await use_flow_runs(client)
        print(
            json.dumps(
                {
                    "flow_runs": flow_runs,
                    "inputs": await use_inputs(client, flow_run_id),
                    "task_runs": await use_task_runs(client, flow_run_id),
                    "flows": await use_flows(client),
                }
            )
        )


if __name__ == "__main__":
    asyncio.run(main())
