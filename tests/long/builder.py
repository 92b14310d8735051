"""``python -m tests.long.builder CACHE``: commands one after the other, each ended where it is asked.

A line of JSON says what to run and when to end it; another one comes back. Each command
runs in a process of its own, forked from this one, which has everything loaded. Rendering is
looked up once it was done: what is measured is what comes after it.
"""

from __future__ import annotations

import dataclasses
import gc
import importlib
import json
import os
import pickle
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

import sacroreport.pipeline.renderer as rendering
import sacroreport.project.outputs as outputs
from sacroreport.cli import main
from sacroreport.formats.format import Format
from sacroreport.pipeline import draft, make, verify
from sacroreport.pipeline.tools import tools_digest
from sacroreport.project.root import digest
from sacroreport.render.job import Job, Rendered

CALLS = (
    "open",
    "write",
    "fsync",
    "close",
    "replace",
    "link",
    "symlink",
    "unlink",
    "mkdir",
    "chmod",
    "rmdir",
)
"""What of the system's a publication uses, and what comes after it."""
LOADED = draft, make, verify
LATE = ("filelock", "num2words", "numpy", "pypdfium2", "scipy.special", "resource", "unittest.mock")
"""What a command imports when it comes to it."""


def remember_rendering(cache: Path) -> None:
    """Take a rendered file from where it was kept when the same was rendered before."""
    real = rendering.render

    def render(job: Job, format_: Format, timeout: float, options: Any) -> Rendered:
        folder = job.folder
        source = (folder / f"{job.name}.md").read_bytes() + (
            folder / f"{job.name}.yml"
        ).read_bytes()
        key = digest(
            source + repr((format_.name, sorted(options.items()), job.name, job.watermark)).encode()
        )
        kept = cache / key
        if kept.is_file():
            found, content = pickle.loads(kept.read_bytes())
            path = folder / Path(found.path)
            path.write_bytes(content)
            return dataclasses.replace(found, path=path)
        made = real(job, format_, timeout, options)
        found = dataclasses.replace(made, path=made.path.relative_to(folder))
        temporary = kept.with_suffix(f".{os.getpid()}.{format_.name}")
        temporary.write_bytes(pickle.dumps((found, made.path.read_bytes())))
        temporary.replace(kept)
        return made

    rendering.render = render


class Steps:
    """Counts the calls since a publication began; before one of them, sends a signal."""

    def __init__(self, job: dict[str, Any], told: int) -> None:
        self.step, self.number = job.get("step"), job.get("signal")
        self.slow, self.told, self.count, self.begun = job.get("slow", 0), told, 0, False
        self.write = os.write
        real = outputs._publish

        def publish(*given: Any) -> None:
            self.begun = True
            self.write(told, b"begun\n")
            real(*given)

        outputs._publish = publish
        for name in CALLS:
            setattr(os, name, self.counting(getattr(os, name)))

    def counting(self, real: Any) -> Any:
        def call(*given: Any, **options: Any) -> Any:
            if self.begun:
                if self.count == self.step:
                    os.kill(os.getpid(), self.number)
                self.count += 1
                if self.slow:
                    time.sleep(self.slow)
            return real(*given, **options)

        return call


def child(job: dict[str, Any], told: int) -> None:
    for stream, file in ((0, os.devnull), (1, job["out"]), (2, job["out"])):
        os.dup2(os.open(file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), stream)
    os.environ["TMPDIR"] = job["tmp"]
    sys.argv = ["sacroreport", "--project", job["root"], *job["words"]]
    steps = Steps(job, told)
    code: object = 0
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    sys.stdout.flush()
    steps.write(told, f"steps {steps.count}\n".encode())
    os._exit(code if isinstance(code, int) else 0 if code is None else 1)


def run(job: dict[str, Any]) -> dict[str, Any]:
    reader, told = os.pipe()
    process = os.fork()
    if not process:
        os.close(reader)
        try:
            child(job, told)
        finally:
            os._exit(99)
    os.close(told)
    said = b""
    if "delay" in job:  # after the publication began, or after the start
        while job.get("after") == "begun" and b"begun" not in said:
            part = os.read(reader, 100)
            said += part
            if not part:
                break
        time.sleep(job["delay"])
        os.kill(process, job["signal"])
    while select.select([reader], [], [], 60)[0]:
        part = os.read(reader, 100)
        said += part
        if not part:
            break
    _, status = os.waitpid(process, 0)
    os.close(reader)
    steps = [
        int(line.split()[1]) for line in said.decode().splitlines() if line.startswith("steps")
    ]
    return {
        "code": os.waitstatus_to_exitcode(status),
        "steps": steps[0] if steps else None,
        "begun": b"begun" in said,
    }


if __name__ == "__main__":
    remember_rendering(Path(sys.argv[1]))
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have it ignored
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    for name in LATE:
        importlib.import_module(name)
    tools_digest()
    gc.freeze()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)
