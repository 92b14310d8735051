"""What a build is made of: the files that it reads, and those that would change it if they came."""

from __future__ import annotations

from sacroreport.pipeline.check import Checked
from sacroreport.pipeline.render import extra_files
from sacroreport.project.root import Project

APPEARING = ("_brand.yml", "_metadata.yml", "_quarto.yml.local")


def inputs_of(project: Project, checked: Checked) -> dict[str, str | None]:
    """Return the inputs of a checked project by name, with the digest of what was read.

    ``None`` is what was not there, or not looked into.
    """
    study = checked.analysis.study
    inputs = {project.study_file, project.data_folder / study.head.data}
    inputs |= {project.data_folder / source.file for source in study.imported.values()}
    # Absent ones are recorded as such.
    inputs |= {project.published_file, project.quarto_file, project.people_file}
    for document in checked.documents:
        read = [*document.body.files, *document.resources, *extra_files(checked, document)]
        names = [name for name in read if name not in document.generated]
        inputs |= {project.root / name for name in names}
        # Absent ones are recorded too: one that appears changes the build.
        inputs |= {
            folder / name for folder in project.folders_to(document.path) for name in APPEARING
        }
    return {project.name(path): project.seen.get(project.name(path)) for path in sorted(inputs)}
