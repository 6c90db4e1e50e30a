"""Reads schedules with spans of time from standard input and prints when Python finds them due, a list each.

A schedule's case names what decides: "calendar", which is croniter, dateutil or plain arithmetic on the clock of the
zone, or "prefect", its own schedules. A text instead of a case asks whether it is a cron expression.
"""

import asyncio
import json
import sys
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from prefect._vendor.croniter import croniter
from prefect.server.schemas.schedules import CronSchedule, IntervalSchedule

DAY = timedelta(days=1)


def cron_walls(schedule, start, end):
    times = croniter(schedule["cron"], start - timedelta(seconds=1), day_or=schedule["day_or"])
    while (time := times.get_next(datetime)) <= end:
        yield time


def rule_walls(schedule, start, end):
    return rrulestr(schedule["rrule"]).between(start, end, inc=True)


def interval_walls(schedule, start, end, zone):
    interval = timedelta(seconds=schedule["interval"])
    anchor = datetime.fromisoformat(schedule["anchor_date"]).astimezone(zone).replace(tzinfo=None)
    time = anchor + (start - anchor) // interval * interval
    while time <= end:
        yield time
        time += interval


def calendar_times(schedule, start, end):
    zone = ZoneInfo(schedule["timezone"] or "UTC")
    if schedule.get("interval", DAY.total_seconds()) < DAY.total_seconds():
        zone = timezone.utc
    first, last = (moment.astimezone(zone).replace(tzinfo=None) for moment in (start, end))
    if "cron" in schedule:
        walls = cron_walls(schedule, first - DAY, last + DAY)
    elif "rrule" in schedule:
        walls = rule_walls(schedule, first - DAY, last + DAY)
    else:
        walls = interval_walls(schedule, first - DAY, last + DAY, zone)
    return [wall.replace(tzinfo=zone) for wall in walls]


def prefect_times(schedule, start, end):
    kind = CronSchedule if "cron" in schedule else IntervalSchedule
    return asyncio.run(kind(**schedule).get_dates(start=start, end=end))


def answer(case):
    if isinstance(case, str):
        return croniter.is_valid(case)
    start, end = map(datetime.fromisoformat, case["span"])
    times = {"calendar": calendar_times, "prefect": prefect_times}[case["decides"]]
    instants = {time.astimezone(timezone.utc) for time in times(case["schedule"], start, end)}
    return [f"{instant:%Y-%m-%dT%H:%M:%S.%fZ}" for instant in sorted(instants) if start <= instant <= end]


json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
