"""The part of scripts/soak that has random flows meet random faults at a sandbox, and kills the client at random.

However a flow goes, it has to end in the finished file or in one clear message. Nothing is submitted or said twice
(the sandbox counts), no job is lost, no file is half there, and no token is written or printed anywhere.
"""

import collections
import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path

HANG = 120  # seconds after which a command hangs
TOKEN = b"nmv_usr_"
ENDS = ("finished", "failed", "cancelled")
# Each message has a price; the balance is never what ends a flow.
SENTENCES = ["generate a 1 second city timelapse", "add the title Hello", "make the music quieter", "把标题改成你好",
             "generate a 1 second ocean clip with lo-fi music", "trim the first clip to half a second"]
KINDS = {
    "any": ["delay:30", "drop", "drop:0", "drop:25", "429", "500", "restart"],
    "needs-token": ["1001"],
    "message": ["heartbeats", "duplicate", "2001", "1002"],
    "state": ["1002"],
    "upload": ["1002"],
    "export": ["402", "1002"],
    "download": ["truncated"],
    "media": ["truncated"],
    "status": ["wrong-length"],
}
CALLS = ["token", "session", "message", "upload", "credits", "state", "export", "status", "download", "media"]


def kinds_at(call):
    """What can go wrong at a call."""
    needs_token = [] if call in ("token", "download", "media") else KINDS["needs-token"]
    return KINDS["any"] + needs_token + KINDS.get(call, [])


EVERY = [f"{kind}@{call}:1" for call in CALLS for kind in kinds_at(call)]


class Flow:
    """One flow over a sandbox of its own."""

    def __init__(self, number, seed, program, folder, media):
        self.number, self.program, self.folder, self.media = number, program, folder, media
        self.chance = random.Random(f"{seed} {number}")
        self.faults, self.wrong, self.story, self.said = [], [], [], []
        self.kills, self.sentences, self.clear = 0, 0, 0
        self.finished, self.last_words = False, ""
        self.home = folder / "home"
        self.home.mkdir()
        # The first flows take every fault at every call in turn, and go every way; the others are left to chance.
        self.steps = [self.say, self.upload, self.pull, self.fetch, self.credits, self.export]
        if number < len(EVERY):
            self.faults = [EVERY[number]]
        else:
            self.steps = self.chance.choices(self.steps, k=self.chance.randint(1, 4))
            for call in self.chance.sample(CALLS, self.chance.choice([0, 1, 1, 2, 3])):
                self.faults.append(f"{self.chance.choice(kinds_at(call))}@{call}:{self.chance.choice([1, 1, 2, 3])}")

    # MARK: processes

    def start_sandbox(self):
        options = ["--shape", self.chance.choice(["a", "b", "oldest", "mixed"]), "--events", "mixed",
                   "--codes", self.chance.choice(["field", "status", "both"]), "--silent", "some",
                   "--second-stage", self.chance.choice(["during", "after"]), "--credits", "5000"]
        for fault in self.faults:
            options += ["--fault", fault]
        self.story.append(" ".join(options))
        self.sandbox = subprocess.Popen(
            [self.program, "sandbox", "--state", self.folder / "state", *options], env=self.environment(None),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.address = self.sandbox.stdout.readline().decode().strip()
        if not self.address.startswith("http://"):
            raise RuntimeError(f"flow {self.number}: the sandbox did not start")

    def environment(self, address):
        kept = {name: value for name, value in os.environ.items()
                if not name.startswith(("ROUGHCUT_", "XDG_", "NEMO_", "SKILL_"))}
        return kept | {"HOME": str(self.home), "NO_COLOR": "1", "ROUGHCUT_TIME_SCALE": "0.01"} | (
            {"NEMO_API_URL": address} if address else {})

    def run(self, *words, may_be_killed=True):
        """Runs a command, perhaps not to its end, and holds what it says to the rules."""
        loud = ["--verbose"] if self.chance.random() < 0.3 else []
        kill = may_be_killed and self.chance.random() < 0.2
        process = subprocess.Popen(
            [self.program, *words, *loud], cwd=self.folder / "work", env=self.environment(self.address),
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if kill:
            try:
                process.wait(self.chance.random() ** 2 * 2)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
        try:
            output, errors = process.communicate(timeout=HANG)
        except subprocess.TimeoutExpired:
            process.kill()
            output, errors = process.communicate()
            self.wrong.append(f"{words} hangs")
        status = process.returncode
        self.story.append(f"{' '.join(words)}: {status}\n{output.decode()}{errors.decode()}".rstrip())
        self.said.append(output + errors)
        complaints = [line for line in errors.decode().splitlines() if line.startswith("error: ")]
        # What became of a message is the result of saying it, also where that is nothing.
        complaints += [line for line in output.decode().splitlines() if "The message was not sent again" in line]
        if status == -signal.SIGKILL:
            self.kills += 1
        elif status == 2:
            self.clear += 1
            self.last_words = re.sub(r"render_\d+|http://\S+", "…", complaints[-1]) if complaints else ""
            if not complaints or not all(len(line) > 20 for line in complaints):
                self.wrong.append(f"{words} fails without a clear message")
            if words[0] not in ("media", "jobs") and len(complaints) != 1:
                self.wrong.append(f"{words} fails with {len(complaints)} messages")
        elif status not in (0, 1):
            self.wrong.append(f"{words}: status {status}")
        return status, output

    # MARK: the flow

    def go(self):
        work = self.folder / "work"
        work.mkdir()
        for name in ["photo.jpg", "solid-red.png", "lo-fi.m4a"]:
            shutil.copy(self.media / name, work)
        self.write_cut(work / "cut.json")
        self.start_sandbox()
        try:
            for step in self.steps:
                step()
            self.export()
            self.finish()
            self.check()
        finally:
            self.sandbox.send_signal(signal.SIGINT)
            self.sandbox.wait(HANG)

    def write_cut(self, path):
        """A draft of less than half a second, whose export takes less than one."""
        segments = [{"d": 200, "m": {"src": name}} for name in self.chance.sample(["photo.jpg", "solid-red.png"], 1)]
        tracks = [{"tt": 0, "sg": segments}, {"tt": 7, "sg": [{"d": 200, "m": {"text": f"flow {self.number}"}}]}]
        path.write_text(json.dumps({"m": {"width": 320, "height": 180}, "t": tracks}))

    def say(self):
        self.sentences += 1
        self.run("say", "--no-export", self.chance.choice(SENTENCES))

    def upload(self):
        self.run("upload", *self.chance.sample(["photo.jpg", "lo-fi.m4a", "solid-red.png"], self.chance.randint(1, 2)))

    def pull(self):
        self.run("pull", "-o", "pulled.json")

    def fetch(self):
        if (self.folder / "work" / "pulled.json").exists():
            self.run("media", "fetch", "pulled.json")
            self.run("media", "verify", may_be_killed=False)

    def credits(self):
        self.run("credits")

    def export(self):
        self.run("export", "cut.json", "-o", "final.mp4")

    def jobs(self):
        _, output = self.run("jobs", "list", "--json", may_be_killed=False)
        return json.loads(output)["jobs"]

    def finish(self):
        """Takes up what is unfinished until nothing is, as a user would; the last times without kills.

        An export that was killed before it was written down is asked for again.
        """
        for attempt in range(6):
            jobs = self.jobs()
            if jobs and all(job["phase"] in ENDS for job in jobs):
                return
            export = ("export", "cut.json", "-o", "final.mp4")
            self.run(*self.chance.choice([("jobs", "resume"), export]) if jobs else export, may_be_killed=attempt < 2)

    # MARK: what has to hold

    def check(self):
        jobs, work = self.jobs(), self.folder / "work"
        self.sandbox.send_signal(signal.SIGINT)
        self.sandbox.wait(HANG)
        counts = json.loads((self.folder / "state" / "counts.json").read_text())
        known = {job["id"]: job for job in jobs}
        for id, submissions in counts["submissions"].items():
            if submissions != 1:
                self.wrong.append(f"{id} was submitted {submissions} times")
            if id not in known:
                self.wrong.append(f"the job {id} is lost")
        told = sum(counts["messages"].values())
        if told > self.sentences:
            self.wrong.append(f"{self.sentences} sentences were said {told} times")
        phases = collections.Counter(job["phase"] for job in jobs)
        if set(phases) - set(ENDS):
            self.wrong.append(f"jobs are left: {dict(phases)}")
        # One draft to one session is one render, unless an earlier one had ended.
        ended = sum(phases.values())
        if len(counts["submissions"]) > ended:
            self.wrong.append(f"{len(counts['submissions'])} renders for {ended} jobs")
        self.finished = phases["finished"] > 0
        self.check_files(work, counts)
        self.check_tokens()

    def check_files(self, work, counts):
        final = work / "final.mp4"
        if final.exists() != self.finished:
            self.wrong.append(f"the file is {'there' if final.exists() else 'missing'}, and no job says so")
        films = [path.read_bytes() for path in (self.folder / "state" / "renders").glob("*/output.mp4")]
        if final.exists() and final.read_bytes() not in films:
            self.wrong.append("the file is not what was rendered")
        if not self.finished and not self.clear:
            self.wrong.append("no file, and no message")
        # Whoever is killed leaves what the next one goes on with; nobody is left to go on here.
        left = [path.name for path in work.iterdir() if ".part" in path.name or path.name.startswith(".roughcut-")]
        if left and self.finished and not self.kills:
            self.wrong.append(f"left behind: {left}")

    def check_tokens(self):
        if any(TOKEN in said for said in self.said):
            self.wrong.append("a token was printed")
        for path in [*self.home.rglob("*"), *(self.folder / "work").rglob("*")]:
            if path.is_file() and path.name != "token.json" and TOKEN in path.read_bytes():
                self.wrong.append(f"a token is in {path.relative_to(self.folder)}")


def go(number, seed, program, media):
    with tempfile.TemporaryDirectory(prefix="roughcut-soak-") as folder:
        flow = Flow(number, seed, program, Path(folder), media)
        try:
            flow.go()
        except (RuntimeError, ValueError, OSError, KeyError) as error:
            flow.wrong.append(f"{type(error).__name__}: {error}")
        return flow


def soak(runs, seed, program, media, workers, first=0):
    """Goes through the flows, and says what came of them; gives how many broke a rule."""
    begin, bad = time.monotonic(), 0
    totals, kinds, endings = collections.Counter(), collections.Counter(), collections.Counter()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for flow in pool.map(lambda number: go(number, seed, program, media), range(first, first + runs)):
            totals["finished"] += flow.finished
            totals["kills"] += flow.kills
            totals["messages"] += flow.clear
            totals["commands"] += len(flow.said)
            kinds.update(fault.split("@")[0].split(":")[0] for fault in flow.faults)
            if not flow.finished:
                endings[flow.last_words] += 1
            if flow.wrong:
                bad += 1
                print(f"soak cloud: flow {flow.number} (--first {flow.number} --runs 1): {'; '.join(flow.wrong)}")
                print("  " + "\n".join(flow.story).replace("\n", "\n  "))
    faults = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"soak cloud: {runs} flows of {totals['commands']} commands, {totals['kills']} killed, faults: {faults}; "
          f"{totals['finished']} end in the finished file, {runs - totals['finished']} in a clear message "
          f"({totals['messages']} on the way); {bad} break a rule; {time.monotonic() - begin:.0f} s")
    for words, count in endings.most_common():
        print(f"  {count} × {words}")
    return bad
