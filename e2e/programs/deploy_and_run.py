"""Deploys a flow from its file to a process pool, runs it there, and prints what came of it as JSON."""

import asyncio
import json
import sys
from pathlib import Path

from prefect import flow, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterDeploymentId, FlowRunFilterTags
from prefect.deployments import run_deployment
from prefect.exceptions import PrefectHTTPStatusError


@flow(name="repeat", log_prints=True)
def repeat(word: str, times: int = 1):
    print(word * times)
    return word * times


def deploy(pool):
    here = Path(__file__)
    stored = flow.from_source(source=str(here.parent), entrypoint=f"{here.name}:repeat")
    return stored.deploy(
        name="pooled",
        work_pool_name=pool,
        parameters={"word": "zoo"},
        tags=["deployed"],
        cron="0 9 * * *",
        version="1.2",
        job_variables={"env": {"PLACE": "pool"}},
        concurrency_limit=2,
        print_next_steps=False,
    )


def refusal(parameters):
    try:
        run_deployment("repeat/pooled", parameters=parameters, timeout=0)
    except PrefectHTTPStatusError as error:
        return {"status": error.response.status_code, **error.response.json()}


async def pause_and_resume(deployment_id):
    only = FlowRunFilter(
        deployment_id=FlowRunFilterDeploymentId(any_=[deployment_id]),
        tags=FlowRunFilterTags(all_=["auto-scheduled"]),
    )

    async def look(client):
        deployment = await client.read_deployment(deployment_id)
        return [deployment.paused, len(await client.read_flow_runs(flow_run_filter=only))]

    async with get_client() as client:
        await client.pause_deployment(deployment_id)
        paused = await look(client)
        await client.resume_deployment(deployment_id)
        return {"paused": paused, "resumed": (await look(client))[0]}


if __name__ == "__main__":
    deployment_id = deploy(sys.argv[1])
    flow_run = run_deployment("repeat/pooled", parameters={"times": 3}, tags=["asked"], poll_interval=1)
    outcome = {
        "state": flow_run.state.name,
        "parameters": flow_run.parameters,
        "tags": sorted(flow_run.tags),
        "version": flow_run.deployment_version,
        "pool": flow_run.work_pool_name,
        "refused": [refusal({"times": "often"}), refusal({"times": 1, "word": None})],
        **asyncio.run(pause_and_resume(deployment_id)),
    }
    print(json.dumps(outcome))
