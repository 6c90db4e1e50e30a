"""Parameters are coerced to the flow's type hints before it starts.

python validation_flow.py       x = "1" becomes the integer 1
python validation_flow.py a     "a" is no integer: the run fails before any task starts
"""

import sys

from prefect import flow, task


@task
def print_plus_one(obj):
    print(f"Received a {type(obj)} with value {obj}")
    # Shows the type of the parameter after coercion
    print(obj + 1)  # Adds one


# Note that we define the flow with type hints
@flow
def validation_flow(x: int, y: int):
    print_plus_one(x)
    print_plus_one(y)


if __name__ == "__main__":
    validation_flow(sys.argv[1] if len(sys.argv) > 1 else "1", 2)
