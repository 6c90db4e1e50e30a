"""Serves a flow that a schedule runs each second."""

from prefect import flow


@flow(name="tick", log_prints=True)
def tick(word: str = "tick"):
    print(f"It says {word}.")


if __name__ == "__main__":
    tick.serve(name="each second", interval=1, parameters={"word": "tock"}, limit=2)
