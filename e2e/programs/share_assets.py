"""Reads what a TypeScript program saved and saves the like for it, with Prefect's own client; prints as JSON what came of it."""

import json
import sys
from typing import Optional

from prefect import flow
from prefect.artifacts import Artifact, create_markdown_artifact
from prefect.blocks.core import Block
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from prefect.client.orchestration import get_client
from prefect.variables import Variable
from pydantic import SecretStr


class WeatherStation(Block):
    """Where the weather is measured."""

    _block_type_name = "Weather Station"
    city: str
    port: int = 8080
    exact: bool = False
    api_key: SecretStr


class WeatherNetwork(Block):
    """Stations that stand in for each other."""

    _block_type_name = "Weather Network"
    region: str
    main: WeatherStation
    spare: Optional[WeatherStation] = None


@flow(name="Share assets from Python")
def write():
    Secret(value="from Python").save("from-python")
    Secret(value={"key": [1, None]}).save("structured-from-python")
    Webhook(url="http://python", headers={"token": "python's"}, verify=False).save("from-python")
    station = WeatherStation(city="Oslo", api_key="python's")
    station.save("from-python")
    unsaved = WeatherStation(city="Bergen", api_key="python's")
    WeatherNetwork(region="north", main=station, spare=unsaved).save("from-python")
    Variable.set("from-python", {"limit": 1.5, "names": ["a"]})
    create_markdown_artifact(key="report", markdown="by Python")


def read():
    station = WeatherStation.load("from-typescript")
    webhook = Webhook.load("from-typescript")
    network = WeatherNetwork.load("from-typescript")
    with get_client(sync_client=True) as client:
        schemas = [
            {
                str(client.read_block_document_by_name(name, slug).block_schema.checksum)
                for name in ["from-python", "from-typescript"]
            }
            for slug in ["weather-station", "weather-network"]
        ]
    return {
        "secrets": [Secret.load("from-typescript").get(), Secret.load("structured-from-typescript").get()],
        "station": [station.city, station.port, station.exact, station.api_key.get_secret_value()],
        "webhook": [webhook.method, webhook.url.get_secret_value(), webhook.headers.get_secret_value()],
        "network": [network.main.city, network.spare.city, network.spare.api_key.get_secret_value()],
        "variable": Variable.get("from-typescript"),
        "artifact": [Artifact.get("report").type, Artifact.get("report").data],
        "schemas": [len(checksums) for checksums in schemas],
    }


if __name__ == "__main__":
    print(json.dumps(write() if sys.argv[1] == "write" else read()))
