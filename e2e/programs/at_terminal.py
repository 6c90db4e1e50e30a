"""Runs a command on a terminal of its own, and types an answer whenever it has asked what is expected next.

Takes as JSON the command, and pairs of what is expected (a pattern) and the answer. Prints as JSON the exit code, what
was on the terminal, and what was never asked.
"""

import codecs
import json
import os
import pty
import re
import sys


def converse(command, answers):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(command[0], command)
    decode = codecs.getincrementaldecoder("utf-8")(errors="replace").decode
    output, answered, pending = "", 0, list(answers)
    while chunk := read(terminal):
        output += decode(chunk)
        while pending and (asked := re.search(pending[0][0], output[answered:])):
            answered += asked.end()
            os.write(terminal, f"{pending.pop(0)[1]}\n".encode())
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "output": output.replace("\r\n", "\n"), "unasked": [pattern for pattern, _ in pending]}


def read(terminal):
    try:
        return os.read(terminal, 4096)
    except OSError:
        # Nobody has the other end any more.
        return b""


if __name__ == "__main__":
    print(json.dumps(converse(*json.loads(sys.argv[1]))))
