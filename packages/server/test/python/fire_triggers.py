"""Reads cases from standard input and prints when the triggers of Prefect's own server fire, a list for each case, and
which of the values fit which of the patterns of labels.

A case has a trigger and steps in their order: an event that arrives, or the number of a second at which the time is
looked at. The server's functions are called as its loops call them, on its own tables, with a clock that stands at the
time of each step.
"""

import asyncio
import json
import os
import sys
import tempfile
from datetime import datetime, timedelta
from uuid import uuid4

HOME = tempfile.TemporaryDirectory()
os.environ.update(
    PREFECT_HOME=HOME.name,
    PREFECT_API_DATABASE_CONNECTION_URL=f"sqlite+aiosqlite:///{HOME.name}/prefect.db",
    PREFECT_LOGGING_LEVEL="CRITICAL",
    PREFECT_LOGGING_SERVER_LEVEL="CRITICAL",
    PREFECT_SERVER_LOGGING_LEVEL="CRITICAL",
)

import prefect.types._datetime as prefect_time  # noqa: E402
from prefect.server.database import provide_database_interface  # noqa: E402
from prefect.server.events import triggers  # noqa: E402
from prefect.server.events.ordering import EventArrivedEarly  # noqa: E402
from prefect.server.events.schemas.automations import Automation, EventTrigger, Posture  # noqa: E402
from prefect.server.events.schemas.events import ReceivedEvent, matches  # noqa: E402


class Clock:
    def __init__(self, start):
        self.at = start

    def now(self, tz="UTC"):
        return prefect_time.create_datetime_instance(self.at)


async def fire(case, clock, start, database):
    automation = Automation(name="case", trigger=case["trigger"], actions=[])
    automation.id = uuid4()
    async with database.session_context(begin_transaction=True) as session:
        session.add(database.Automation(**automation.model_dump(exclude={"created", "updated"})))
    clock.at = start
    await triggers.reset_events_clock()
    triggers.clear_loaded_automations()
    triggers.load_automation(automation)
    fired = []

    async def act(firing):
        event = firing.triggering_event
        fired.append(
            {
                "at": (clock.at - start).total_seconds(),
                "event": str(event.id) if event else None,
                "labels": list(firing.triggering_labels.values()),
            }
        )

    triggers.act = act
    for step in case["steps"]:
        if "event" in step:
            event = ReceivedEvent.model_validate(step["event"])
            clock.at = max(clock.at, event.received)
            try:
                await triggers.reactive_evaluation(event)
            except EventArrivedEarly:
                pass
        else:
            clock.at = max(clock.at, start + timedelta(seconds=step["second"]))
            for event in await triggers.get_lost_followers():
                await triggers.reactive_evaluation(event)
            for trigger in automation.triggers_of_type(EventTrigger):
                if trigger.posture == Posture.Proactive:
                    await triggers.update_events_clock(IDLE_EVENT(clock.at))
                    await triggers.proactive_evaluation(trigger, clock.at)
    return fired


class IDLE_EVENT:
    """Anything at all that occurred now: on a server something always does, and its clock goes on."""

    def __init__(self, occurred):
        self.occurred = occurred


async def main():
    given = json.load(sys.stdin)
    start = datetime.fromisoformat(given["start"].replace("Z", "+00:00"))
    clock = Clock(start)
    prefect_time.now = clock.now
    database = provide_database_interface()
    # The tables that automations need, as they are now; the migrations that led there take seconds.
    tables = [
        table
        for table in database.Base.metadata.sorted_tables
        if table.name.startswith(("automation", "composite_trigger"))
    ]
    engine = await database.engine()
    async with engine.begin() as connection:
        await connection.run_sync(database.Base.metadata.create_all, tables=tables)
    firings = [await fire(case, clock, start, database) for case in given["cases"]]
    fits = [[value for value in given["values"] if matches(pattern, value)] for pattern in given["patterns"]]
    print(json.dumps({"firings": firings, "fits": fits}))


asyncio.run(main())
