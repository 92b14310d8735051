"""The entry point: builds the command line, turns errors into exit codes."""

from __future__ import annotations

import atexit
import contextlib
import gc
import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from sacroreport import __version__
from sacroreport.cli.build import build
from sacroreport.cli.check import check
from sacroreport.cli.compute import compute
from sacroreport.cli.doctor import doctor
from sacroreport.cli.explain import explain
from sacroreport.cli.results import results
from sacroreport.cli.rule import rule
from sacroreport.cli.schema import schema
from sacroreport.cli.verify import verify
from sacroreport.errors import DefectError, SacroreportError
from sacroreport.findings import visible
from sacroreport.project.interrupts import Interrupted, ending

app = typer.Typer(
    name="sacroreport",
    help="Clinical abstracts and manuscripts whose numbers always agree with the data.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich would double the time of --help
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (build, results, explain, check, verify, rule, compute, schema, doctor):
    app.command()(command)


def _version(value: bool) -> None:
    if value:
        typer.echo(f"sacroreport {__version__}")
        raise typer.Exit()


@app.callback()
def _options(
    context: typer.Context,
    project: Annotated[
        Path | None, typer.Option(help="Folder of the study; otherwise the nearest one above.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    context.obj = project


def main() -> None:
    """Run the command line and exit with the code that the outcome has."""
    _use_utf8()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe may not be UTF-8, and ± must get through
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        with ending():
            _run()
            sys.stdout.flush()
    except Interrupted as stop:
        typer.echo(f"sacroreport: {stop}", err=True)
        sys.exit(stop.exit_code)
    except BrokenPipeError:  # whoever read us has read enough, as `| head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _use_utf8() -> None:
    """Begin again in Python's UTF-8 mode where file names are in another encoding.

    It is settled when Python starts. Under ``LC_ALL=C``, for one, ``größe.csv`` could not be
    opened, whatever else is done.
    """
    is_utf8 = sys.getfilesystemencoding().lower().replace("-", "") == "utf8"
    if is_utf8 or sys.flags.utf8_mode or os.name == "nt" or len(sys.orig_argv) < 2:
        return
    words = [sys.executable, "-X", "utf8", *sys.orig_argv[1:]]
    with contextlib.suppress(OSError):
        os.execv(sys.executable, words)


def _run() -> None:
    # Imports and parsers make a hundred thousand objects that stay: looking through them again
    # and again for garbage takes a tenth of the time of a short command.
    # The last search, at the end, goes through them all; the process gives its memory back anyway.
    gc.set_threshold(50_000, 20, 100)
    atexit.register(gc.freeze)
    try:
        app()
    except DefectError as error:
        from sacroreport.cli.report import print_findings

        print_findings(error.findings)
        sys.exit(error.exit_code)
    except SacroreportError as error:
        message = visible(str(error), "\n")
        typer.echo(f"sacroreport: {message}", err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        raise
    except OSError as error:
        message = visible(f"{error.strerror or error}: {error.filename or 'output'}", "\n")
        typer.echo(f"sacroreport: {message}", err=True)
        sys.exit(4)
    except Exception as error:
        if os.environ.get("SACROREPORT_DEBUG"):
            raise
        message = visible(f"{type(error).__name__}: {error}", "\n")
        typer.echo(
            f"sacroreport: an internal error, please report it: {message} "
            "(SACROREPORT_DEBUG=1 shows where)",
            err=True,
        )
        sys.exit(1)
