"""A JSON Schema of ``study.yml``, for editors that complete and check while one types."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Annotated, Any

from pydantic import Field, create_model

from sacroreport.study.claim_kinds import AnyClaim
from sacroreport.study.figure_kinds import Figure
from sacroreport.study.head import Constant, Family, Head, Imported
from sacroreport.study.kind import Kinds
from sacroreport.study.options import Variable
from sacroreport.study.table_kinds import Table

PART = {"pattern": "^[a-z][a-z0-9_]*$"}


def json_schema(kinds: Kinds) -> dict[str, Any]:
    """Return the schema.

    Parameters
    ----------
    kinds
        The kinds of analyses that there are.

    Examples
    --------
    >>> from sacroreport.kinds.registry import KINDS
    >>> schema = json_schema(KINDS)
    >>> schema["required"]
    ['title', 'data', 'participant', 'date', 'variables']
    >>> sorted(schema["properties"]["analyses"]["additionalProperties"]["discriminator"]["mapping"])
    ['compare', 'correlate', 'describe', 'distribution', 'events', 'paired', 'variation']
    """
    analysis: Any = Annotated[
        reduce(or_, (kind.options for kind in kinds.values())), Field(discriminator="kind")
    ]
    by_name: dict[str, Any] = {
        "variables": dict[str, Annotated[Variable, Field(discriminator="type")]],
        "analyses": dict[str, analysis],
        "families": dict[str, Family],
        "imported": dict[str, Imported],
        "constants": dict[str, Constant],
        "claims": dict[str, AnyClaim],
        "figures": dict[str, Annotated[Figure, Field(discriminator="kind")]],
        "tables": dict[str, Table],
    }
    fields: dict[str, Any] = {
        name: (values, ... if name == "variables" else Field(default_factory=dict))
        for name, values in by_name.items()
    }
    whole = create_model(
        "StudyFile", __base__=Head, __doc__="The whole of ``study.yml``.", **fields
    )
    schema = whole.model_json_schema()
    for collection in whole.model_fields.keys() - Head.model_fields.keys():
        schema["properties"][collection]["propertyNames"] = PART
    for definition in schema["$defs"].values():
        definition.pop("title", None)
    schema["$schema"] = "http://json-schema.org/draft-07/schema#"
    schema["title"] = "sacroreport study"
    return schema
