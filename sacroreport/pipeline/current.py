"""The state of the last build, if it is of all that there is now."""

from __future__ import annotations

from sacroreport.pipeline.manifest import STATE, is_of_now, read_manifest
from sacroreport.pipeline.state.model import State
from sacroreport.pipeline.state.store import MOST, parse_state
from sacroreport.project.documents import all_documents
from sacroreport.project.reading import read_file
from sacroreport.project.root import Project, digest
from sacroreport.project.settings import load_settings


def current_state(project: Project) -> State | None:
    """Return the state of the last build, or ``None`` if anything differs from what it was.

    It is of all documents in their own styles, has the digest that the manifest says, and every
    input and tool is as recorded. That says what was built, not that it is true: whoever can
    write one of the two files can write both, so nothing is proved by a state.
    """
    settings, _ = load_settings(project)
    record = read_manifest(settings.output_folder)
    names = [project.name(path) for path in all_documents(project)]
    if not record or record["request"]["style"] is not None:
        return None
    if record["request"]["documents"] != names or not is_of_now(project, record):
        return None
    try:
        content = read_file(settings.output_folder / STATE, most=MOST, follow=False)
    except OSError:
        return None
    state = parse_state(content) if digest(content) == record["state"] else None
    return state if state is not None and state.documents.keys() == {*names} else None
