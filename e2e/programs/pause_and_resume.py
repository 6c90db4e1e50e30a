"""Pauses flows in all the ways Prefect's own client knows, resumes them, and prints as JSON what came of it."""

import json
import threading
import time

from prefect import flow, get_client, pause_flow_run, resume_flow_run
from prefect.exceptions import FlowPauseTimeout
from prefect.flow_runs import NotPausedError
from prefect.input import RunInput, receive_input, send_input

client = get_client(sync_client=True)


class Approval(RunInput):
    by: str
    amount: int = 1


def wait_for_state(flow_run_id, name):
    """Waits until a run is in the state of that name, and answers the state."""
    while True:
        state = client.read_flow_run(flow_run_id).state
        if state.name == name:
            return state
        time.sleep(0.1)


def when_stored(flow_run_id, key):
    """The input under a key: the client pauses a run before it stores what the run asks for."""
    while not client.filter_flow_run_input(flow_run_id, key_prefix=key, limit=1, exclude_keys=set()):
        time.sleep(0.1)
    return json.loads(client.read_flow_run_input(flow_run_id, key))


def beside(function, *arguments):
    """Does something to a run while it goes on; what it answers is found in the list once the thread ended."""
    outcome = []
    thread = threading.Thread(target=lambda: outcome.append(function(*arguments)))
    thread.start()
    return thread, outcome


@flow
def plain():
    pause_flow_run(timeout=60, poll_interval=0.2)
    return "went on"


@flow
def asking():
    approval = pause_flow_run(
        wait_for_input=Approval.with_initial_data(description="Who approves?", amount=2),
        timeout=60,
        poll_interval=0.2,
    )
    return {"by": approval.by, "amount": approval.amount}


@flow
def impatient():
    pause_flow_run(timeout=1, poll_interval=0.2)


@flow(log_prints=True)
def chatting():
    heard = []
    for name in receive_input(str, timeout=30, poll_interval=0.2, with_metadata=True):
        heard.append(name.value)
        if name.value == "bye":
            return heard
        name.respond(f"Hello {name.value}!", key_prefix="greetings")


@flow
def talking(to):
    send_input("Marvin", flow_run_id=to)
    answer = next(receive_input(str, timeout=30, poll_interval=0.2, key_prefix="greetings"))
    send_input("bye", flow_run_id=to)
    return answer


def run_of(flow_name):
    """The id of the only run of a flow, once there is one."""
    while True:
        found = [run for run in client.read_flow_runs() if client.read_flow(run.flow_id).name == flow_name]
        if found:
            return found[0].id
        time.sleep(0.1)


def resume(flow_name):
    flow_run_id = run_of(flow_name)
    wait_for_state(flow_run_id, "Paused")
    resume_flow_run(flow_run_id)
    return client.read_flow_run(flow_run_id).state.name


def answer(flow_name):
    flow_run_id = run_of(flow_name)
    keyset = wait_for_state(flow_run_id, "Paused").state_details.run_input_keyset
    schema = when_stored(flow_run_id, keyset["schema"])
    description = when_stored(flow_run_id, keyset["description"])
    refused = client.resume_flow_run(flow_run_id, run_input={"amount": "many"})
    resume_flow_run(flow_run_id, run_input={"by": "Marvin", "amount": 3})
    return {
        "description": description,
        "fields": sorted(schema["properties"]),
        "default": schema["properties"]["amount"]["default"],
        "refused": refused.status.value,
        "reason": refused.details.reason,
    }


def talk(flow_name):
    return talking(run_of(flow_name))


def names_of(flow_name):
    return [state.name for state in client.read_flow_run_states(run_of(flow_name))]


def main():
    thread, resumed = beside(resume, "plain")
    outcome = {"plain": plain()}
    thread.join()

    thread, asked = beside(answer, "asking")
    outcome["asking"] = asking()
    thread.join()

    try:
        impatient()
    except FlowPauseTimeout:
        outcome["impatient"] = "timed out"

    thread, talked = beside(talk, "chatting")
    outcome["heard"] = chatting()
    thread.join()

    try:
        resume_flow_run(run_of("plain"))
    except NotPausedError:
        outcome["again"] = "not paused"

    print(
        json.dumps(
            {
                **outcome,
                "resumed": resumed[0],
                "asked": asked[0],
                "answered": talked[0],
                "states": {name: names_of(name) for name in ["plain", "asking", "impatient"]},
            }
        )
    )


if __name__ == "__main__":
    main()
