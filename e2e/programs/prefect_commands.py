"""Runs commands of Prefect's own command line, given as JSON, in one interpreter, and prints how each ended as JSON."""

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
    print(json.dumps([run(arguments) for arguments in json.loads(sys.argv[1])]))
