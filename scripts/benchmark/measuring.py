"""Running a program to its end, and what that took by the system's own count."""

import os
import statistics
import subprocess
import sys
import time


def timed(command):
    """Wall seconds, CPU seconds and peak memory in MB of a finished process."""
    begin = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - begin
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"bench: {command[0]} failed:\n{errors.decode(errors='replace')}")
    return {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss / 1024}


def median(values):
    return statistics.median(values)
