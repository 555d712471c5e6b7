"""What the command line says, where it says it, and how it exits."""

from __future__ import annotations

import os
import re
import signal
import sys
import traceback
import warnings
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from geoevents.errors import GeoEventsError, GeoEventsWarning, SkippedDocument

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType
    from typing import Self

    from geoevents.cli.batch import Tally

DONE, SOME_FAILED, WRONG, STOPPED = 0, 1, 2, 130

_debug: ContextVar[bool] = ContextVar("debug", default=False)
_skipped: ContextVar[bool] = ContextVar("skipped", default=False)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")  # ids and names are hostile too


class Group(TyperGroup):
    """The top command: takes ``--debug`` anywhere and turns errors into one line and an exit code."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Take ``--debug`` out of the arguments, wherever it stands before a ``--``."""
        _skipped.set(False)
        end = args.index("--") if "--" in args else len(args)
        _debug.set("--debug" in args[:end])
        kept = [arg for arg in args[:end] if arg != "--debug"] + args[end:]
        rest: list[str] = super().parse_args(ctx, kept)
        return rest

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error becomes one line on stderr and exit code 2, a report left out exit code 1."""
        try:
            with _warnings_told():
                result = super().invoke(ctx)
        except BrokenPipeError as problem:  # the reader of our output has had enough
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter complains at exit
            raise typer.Exit(SOME_FAILED) from problem
        except KeyboardInterrupt as problem:
            tell("stopped")
            raise typer.Exit(STOPPED) from problem
        except (GeoEventsError, OSError) as problem:
            _give_up(str(problem), problem)
        except (typer.Exit, typer.Abort):
            raise
        except Exception as problem:
            if type(problem).__module__.startswith(("typer", "click")):
                raise  # a fault of usage, which typer explains
            _give_up(f"unexpected {type(problem).__name__}: {problem} (--debug shows where)", problem)
        if _skipped.get():
            raise typer.Exit(SOME_FAILED)
        return result


def say(words: str) -> None:
    """Write one line of result to stdout."""
    typer.echo(one_line(words))


def tell(words: str) -> None:
    """Write one line to stderr, above a progress bar if there is one."""
    line = f"geoevents: {one_line(words)}"
    tqdm = sys.modules.get("tqdm")
    if tqdm is None:
        typer.echo(line, err=True)
    else:
        tqdm.tqdm.write(line, file=sys.stderr)


def tell_failure(words: str, problem: BaseException) -> None:
    """Report one record that could not be done."""
    tell(words)
    if _debug.get():
        traceback.print_exception(problem)


def one_line(words: str) -> str:
    r"""Make a message one line that no terminal obeys: line ends become spaces, other controls escapes.

    Example:
        >>> one_line("no such file: 'a\x1b[2J.txt'\nsee above")
        "no such file: 'a\\x1b[2J.txt' see above"
    """
    whole = words.strip().encode("utf-8", "backslashreplace").decode()  # a file's name may be no UTF-8
    return _CONTROL.sub(lambda match: " " if match[0] in "\n\r\t" else ascii(match[0])[1:-1], whole)


class Bar:
    """A progress bar on stderr."""

    def __init__(self, *, unit: str, shown: bool) -> None:
        self._unit = unit
        self._shown = shown
        self._bar: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, total: int | None) -> None:
        """Show the bar."""
        from tqdm import tqdm

        self._bar = tqdm(total=total, unit=self._unit, file=sys.stderr, disable=not self._shown)

    def step(self) -> None:
        """Count one more."""
        if self._bar is not None:
            self._bar.update()


@contextmanager
def stopped_by_sigterm_too() -> Iterator[None]:
    """Let ``kill`` and ``timeout`` stop a run the way Ctrl-C does, with its last words."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def finish(tally: Tally, output: str) -> None:
    """Say how a batch went and exit accordingly.

    Raises:
        Exit: With 0, with 1 when records failed, with 130 when the run was stopped.
    """
    from pathlib import Path

    from geoevents.cli.batch import part_of

    where = "standard output" if output == "-" else str(Path(output).resolve())
    kept = f", {tally.kept} were there already" if tally.kept else ""
    failed = f", {tally.failed} failed" if tally.failed else ""
    if tally.interrupted:
        hint = "" if output == "-" else f"; {part_of(where)} holds them: go on with --resume"
        tell(f"stopped: {tally.written} records written{kept}{failed}{hint}")
        raise typer.Exit(STOPPED)
    tell(f"{tally.written} records written to {where}{kept}{failed}")
    raise typer.Exit(SOME_FAILED if tally.failed else DONE)


@contextmanager
def _warnings_told() -> Iterator[None]:
    """Write our own warnings as lines of the program; others keep Python's form."""
    with warnings.catch_warnings():
        python_shows = warnings.showwarning
        warnings.simplefilter("always", GeoEventsWarning)

        def show(message: Warning | str, category: type[Warning], *rest: Any, **named: Any) -> None:
            if issubclass(category, GeoEventsWarning):
                tell(f"note: {message}")
                _skipped.set(_skipped.get() or issubclass(category, SkippedDocument))
            else:
                python_shows(message, category, *rest, **named)

        warnings.showwarning = show
        yield


def _give_up(words: str, problem: Exception) -> NoReturn:
    if _debug.get():
        raise problem
    tell(f"error: {words}")
    raise typer.Exit(WRONG) from problem
