"""Serves a flow that runs for each order that is placed."""

from prefect import flow
from prefect.events import DeploymentEventTrigger


@flow(log_prints=True)
def ship(order: int, to: str):
    print(f"Order {order} goes to {to}.")


if __name__ == "__main__":
    ship.serve(
        name="orders",
        triggers=[
            DeploymentEventTrigger(
                name="ship what is ordered",
                expect={"order.placed"},
                match={"prefect.resource.id": "order.*"},
                parameters={
                    "order": "{{ event.payload.number }}",
                    "to": "{{ event.payload.customer | title }}",
                },
            )
        ],
        print_starting_message=True,
    )
