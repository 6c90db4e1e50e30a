"""A flow of a hundred short tasks, one after the other, that tells how far it is.

After thirty it waits for the file that its argument names. Prefect's client sends again what a server that was killed
had not confirmed, but only when it has something more to send: the rest of the tasks must come after the kill.
"""

import sys
import time
from pathlib import Path

from prefect import flow, task


@task
def count_up(number: int):
    return number + 1


@flow(name="Count to a hundred")
def count_to_hundred():
    total = 0
    for number in range(100):
        count_up(number)
        total += 1
        print(f"counted {total}")
        while total == 30 and not Path(sys.argv[1]).exists():
            time.sleep(0.01)
    return total


if __name__ == "__main__":
    print(f"The sum is {count_to_hundred()}.")
