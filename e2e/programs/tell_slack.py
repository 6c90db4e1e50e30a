"""Saves a Slack block for the URL named first, and tells it of the runs of the flow `ship`; prints the automation's id."""

import sys

from prefect.automations import Automation
from prefect.blocks.notifications import SlackWebhook
from prefect.client.orchestration import get_client
from prefect.events.actions import SendNotification
from prefect.events.schemas.automations import EventTrigger, Posture

if __name__ == "__main__":
    block_id = SlackWebhook(url=sys.argv[1]).save("orders", overwrite=True)
    with get_client(sync_client=True) as client:
        flow_id = client.create_flow_from_name("ship")
    automation = Automation(
        name="tell of orders",
        trigger=EventTrigger(
            posture=Posture.Reactive,
            expect={"prefect.flow-run.Completed"},
            match_related={
                "prefect.resource.id": f"prefect.flow.{flow_id}",
                "prefect.resource.role": "flow",
            },
        ),
        actions=[
            SendNotification(
                block_document_id=block_id,
                subject="{{ flow_run.state.name }}",
                body="{{ flow.name }} {{ flow_run.parameters.order }} of {{ deployment.name }}",
            )
        ],
    ).create()
    print(automation.id)
    automation.name = "tell of shipped orders"
    automation.update()
    assert Automation.read(id=automation.id).name == "tell of shipped orders"
