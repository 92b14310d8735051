"""A JSON Schema of ``study.yml``, for editors that complete and check while one types."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from sacroreport.study.claim_kinds import AnyClaim
from sacroreport.study.figure_kinds import Figure
from sacroreport.study.head import Constant, Family, Head, Imported
from sacroreport.study.kinds import Analysis, Variable
from sacroreport.study.table_kinds import Table

PART = {"pattern": "^[a-z][a-z0-9_]*$"}


class StudyFile(Head):
    """The whole of ``study.yml``."""

    variables: dict[str, Annotated[Variable, Field(discriminator="type")]]
    analyses: dict[str, Annotated[Analysis, Field(discriminator="kind")]] = Field(
        default_factory=dict
    )
    families: dict[str, Family] = Field(default_factory=dict)
    imported: dict[str, Imported] = Field(default_factory=dict)
    constants: dict[str, Constant] = Field(default_factory=dict)
    claims: dict[str, AnyClaim] = Field(default_factory=dict)
    figures: dict[str, Annotated[Figure, Field(discriminator="kind")]] = Field(default_factory=dict)
    tables: dict[str, Table] = Field(default_factory=dict)


def json_schema() -> dict[str, Any]:
    """Return the schema.

    Examples
    --------
    >>> schema = json_schema()
    >>> schema["required"]
    ['title', 'data', 'participant', 'date', 'variables']
    >>> sorted(schema["properties"]["analyses"]["additionalProperties"]["discriminator"]["mapping"])
    ['compare', 'correlate', 'describe', 'distribution', 'events', 'paired', 'variation']
    """
    schema = StudyFile.model_json_schema()
    for collection in StudyFile.model_fields.keys() - Head.model_fields.keys():
        schema["properties"][collection]["propertyNames"] = PART
    for definition in schema["$defs"].values():
        definition.pop("title", None)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "sacroreport study"
    return schema
