"""Starts three runs of the served deployment at once, waits for them, and prints as JSON how they went."""

import asyncio
import json

from prefect.client.orchestration import get_client
from prefect.deployments import arun_deployment


async def main():
    runs = await asyncio.gather(
        *(arun_deployment("Take turns/one at a time", poll_interval=1) for _ in range(3))
    )
    async with get_client() as client:
        histories = [[state.name for state in await client.read_flow_run_states(run.id)] for run in runs]
        deployment = await client.read_deployment_by_name("Take turns/one at a time")
        limit = await client.read_global_concurrency_limit_by_name(deployment.global_concurrency_limit.name)
    times = sorted((run.start_time.isoformat(), run.end_time.isoformat()) for run in runs)
    print(json.dumps({"histories": histories, "times": times, "limit": limit.limit, "taken": limit.active_slots}))


asyncio.run(main())
