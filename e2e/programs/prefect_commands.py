"""Runs commands of Prefect's own command line in one interpreter, for as long as lines come in.

Each line has commands as JSON, and is answered by a line with its number and how each of them ended as JSON.
"""

import contextlib
import io
import json
import sys

from prefect.cli import app


def run(arguments):
    sys.argv = ["prefect", "--no-prompt", *arguments]
    stdout, stderr, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(stdout), contextlib.redirect_stderr(stderr):
        try:
            app()
        except SystemExit as end:
            code = end.code or 0
    return {"code": code, "stdout": stdout.getvalue(), "stderr": stderr.getvalue()}


if __name__ == "__main__":
    for number, line in enumerate(sys.stdin):
        print(f"answer {number}: {json.dumps([run(arguments) for arguments in json.loads(line)])}")
