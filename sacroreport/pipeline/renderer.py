"""Staged documents through the engine, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from threading import Lock
from typing import Self

from sacroreport.document.check import problem_findings, remark_findings
from sacroreport.document.document import Document
from sacroreport.document.quarto_files import plain
from sacroreport.errors import DefectError, ProgramError
from sacroreport.findings import Finding
from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.render import Made, Task
from sacroreport.render.job import Rendered, refusal, standard_problem
from sacroreport.render.pandoc.engine import render
from sacroreport.render.program import TIMEOUT, end_running
from sacroreport.render.quarto.engine import render_quarto
from sacroreport.render.quarto.failure import QuartoError
from sacroreport.render.quarto.order import Order

AT_ONCE = 3


class Renderer:
    """Renders staged documents, with the embedded programs while the caller does something else.

    As a context it ends what still runs when the caller fails, and waits for it: nothing is
    written into the folder afterwards.

    Parameters
    ----------
    checked
        The study, with the engine to take.
    folder
        Where they are staged.
    timeout
        Seconds that a program may take.
    then
        Is called with each file, one at a time.
    """

    def __init__(
        self,
        checked: Checked,
        folder: Path,
        timeout: float = TIMEOUT,
        then: Callable[[Made], None] | None = None,
    ) -> None:
        self.checked, self.folder, self.timeout = checked, folder, timeout
        self._then, self._turn = then, Lock()
        self._tasks: list[Task] = []
        self._futures: list[Future[Made]] = []
        self._pool: ThreadPoolExecutor | None = None
        if checked.engine.name != "quarto":
            self._pool = ThreadPoolExecutor(AT_ONCE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if self._pool is None:
            return
        if kind is not None:  # what failed, or a signal, does not wait for the others
            self._pool.shutdown(wait=False, cancel_futures=True)
            while not all(future.done() for future in self._futures):
                end_running()
                wait(self._futures, timeout=0.05)
        self._pool.shutdown()

    def add(self, task: Task) -> None:
        """Take a task; one for the embedded programs begins when its turn comes."""
        self._tasks.append(task)
        if self._pool is not None:
            self._futures.append(self._pool.submit(self._make, task))

    def finish(self) -> tuple[list[Made], list[Finding], list[str]]:
        """Wait for the files.

        Returns
        -------
        made, findings, remarks
            The rendered files in order, what only rendering brought to light, and what the
            engine warned about.

        Raises
        ------
        ProgramError
            If a program is missing, fails or runs out of time.
        """
        if not self._tasks:
            return [], [], []
        remarks: list[str] = []
        if self._pool is not None:
            made = [future.result() for future in self._futures]
        else:
            rendered, remarks = self._with_quarto()
            made = [Made(task, one) for task, one in zip(self._tasks, rendered, strict=True)]
            for one in made:
                self._finish_one(one)
        findings: dict[Finding, None] = {}
        for one in made:
            findings |= dict.fromkeys(problem_findings(one.task.document, one.rendered.problems))
        findings |= dict.fromkeys(remark_findings(self.checked.documents, remarks))
        return made, list(findings), remarks

    def _make(self, task: Task) -> Made:
        made = Made(task, _embedded(task, self.timeout))
        with self._turn:
            self._finish_one(made)
        return made

    def _finish_one(self, made: Made) -> None:
        if self._then is not None:
            self._then(made)

    def _with_quarto(self) -> tuple[list[Rendered], list[str]]:
        try:
            return render_quarto(
                self.checked.engine.program,
                self.folder,
                plain(self.checked.settings.quarto),
                [_order(task) for task in self._tasks],
                timeout=self.timeout,
            )
        except QuartoError as error:
            if refused := _refused(error, self._tasks):
                raise DefectError(refused) from error
            raise ProgramError(_with_place(error, self._tasks)) from error


def render_all(
    tasks: Sequence[Task], checked: Checked, folder: Path, *, timeout: float = TIMEOUT
) -> tuple[list[Made], list[Finding], list[str]]:
    """Render staged documents, as :class:`Renderer` does, and wait for them."""
    with Renderer(checked, folder, timeout) as renderer:
        for task in tasks:
            renderer.add(task)
        return renderer.finish()


def _embedded(task: Task, timeout: float) -> Rendered:
    """Render a task with the embedded engine, which has no formats but the basic ones."""
    basic = task.format.basic
    if basic is None:
        raise ProgramError(f"the embedded engine has no format {task.format.name}")
    return render(task.job, basic, timeout, task.format.options)


def _order(task: Task) -> Order:
    format_ = task.format
    return Order(
        task.job, format_.name, Path(task.name).name, format_.options, has_look=format_.has_look
    )


def _refused(error: QuartoError, tasks: Sequence[Task]) -> list[Finding]:
    """Return what the filters had found wrong before Quarto failed, or its standard refused."""
    found = []
    for task in tasks:
        problems = list(error.problems.get(task.job.name, ()))
        if not problems and task.job.name == error.document and (said := refusal(str(error))):
            problems = [standard_problem(said)]
        found += problem_findings(task.document, problems)
    return list(dict.fromkeys(found))


def _with_place(error: QuartoError, tasks: Sequence[Task]) -> str:
    """Return Quarto's words after the place in the source that they are about."""
    documents: Mapping[str, Document] = {task.job.name: task.document for task in tasks}
    document = documents.get(error.document)
    if document is None:
        return str(error)
    for quote in error.quotes:
        if (place := document.find(quote)) is not None:
            return f"{place}: {error}"
    return f"{document.name}: {error}"
