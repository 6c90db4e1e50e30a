"""A flow that calls a task and another flow; the names in the decorators show in the UI."""

from prefect import flow, task


@task(name="Print Hello")
def print_hello(name):
    msg = f"Hello {name}!"
    print(msg)
    return msg


@flow(name="Subflow")
def my_subflow(msg):
    print(f"Subflow says: {msg}")


@flow(name="Hello Flow")
def hello_world(name="world"):
    message = print_hello(name)
    my_subflow(message)


if __name__ == "__main__":
    hello_world("Marvin")
