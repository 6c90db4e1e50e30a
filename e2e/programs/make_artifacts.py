"""A flow whose tasks make artifacts of all kinds, and flows whose results are kept in blocks; prints what came of it."""

import json
import os
import sys

from prefect import flow, task
from prefect.artifacts import (
    Artifact,
    create_image_artifact,
    create_link_artifact,
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.orchestration import get_client
from prefect.filesystems import LocalFileSystem


@task
def report(rmse: float):
    return create_markdown_artifact(
        key="duration-model-report", markdown=f"# RMSE\n\n{rmse:.2f}", description="How good the model is"
    )


@task
def measure():
    progress = create_progress_artifact(key="loading", progress=0.0, description="Loading")
    update_progress_artifact(artifact_id=progress, progress=62.5)
    return progress


@flow(name="Make artifacts")
def make_artifacts():
    made = {
        "markdown": [report(5.0), report(4.5)],
        "progress": [measure()],
        "table": [create_table_artifact(key="numbers", table=[{"n": 1, "x": 1.0}, {"n": 2, "x": None}])],
        "link": [create_link_artifact(link="https://example.com", link_text="There")],
        "image": [create_image_artifact(image_url="https://example.com/a.png", key="picture")],
    }
    return {kind: [str(id) for id in ids] for kind, ids in made.items()}


@task(persist_result=True)
def add(one: int, other: int):
    return {"sum": one + other}


@flow(name="Keep results in a block", result_storage="local-file-system/results", persist_result=True)
def keep_results():
    return add(1, 2)


@flow(name="Keep results where the server says", persist_result=True)
def keep_results_by_default():
    return {"by": "default"}


def result_of(client, state):
    """The result as another process would find it, and the block it is in."""
    stored = client.read_flow_run(state.state_details.flow_run_id).state
    return {"result": stored.result(), "block": str(stored.data.storage_block_id)}


if __name__ == "__main__":
    folder = sys.argv[1]
    block_id = LocalFileSystem(basepath=os.path.join(folder, "chosen")).save("results", overwrite=True)
    default_id = LocalFileSystem(basepath=os.path.join(folder, "default")).save("default-results", overwrite=True)
    with get_client(sync_client=True) as client:
        made = make_artifacts()
        chosen = result_of(client, keep_results(return_state=True))
        client.update_server_default_result_storage(default_id)
        default = result_of(client, keep_results_by_default(return_state=True))
        client.clear_server_default_result_storage()
        latest = Artifact.get("duration-model-report")
        outcome = {
            "made": made,
            "latest": [str(latest.id), latest.data, latest.description],
            "chosen": chosen,
            "default": default,
            "blocks": [str(block_id), str(default_id)],
            "files": {name: len(os.listdir(os.path.join(folder, name))) for name in ["chosen", "default"]},
        }
    print(json.dumps(outcome))
