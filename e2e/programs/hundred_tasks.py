"""A flow of a hundred short tasks, one after the other, that tells how far it is."""

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
    return total


if __name__ == "__main__":
    print(f"The sum is {count_to_hundred()}.")
