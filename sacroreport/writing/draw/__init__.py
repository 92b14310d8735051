"""Pictures of results: plain data and formatted texts in, bytes out.

Nothing here computes or formats a result. Every text that holds a number of the data
comes in as a :class:`Mark`, and every drawing tells which marks it shows, so that what a
picture says can be proved like the rest of a document.
"""

from sacroreport.writing.draw.distribution import draw_distribution
from sacroreport.writing.draw.flow import LeftOut, Step, draw_flow
from sacroreport.writing.draw.forest import ForestRow, draw_forest
from sacroreport.writing.draw.model import Drawing, DrawingError, Mark
from sacroreport.writing.draw.pairs import draw_pairs
from sacroreport.writing.draw.responders import Rate, draw_responders

__all__ = [
    "Drawing",
    "DrawingError",
    "ForestRow",
    "LeftOut",
    "Mark",
    "Rate",
    "Step",
    "draw_distribution",
    "draw_flow",
    "draw_forest",
    "draw_pairs",
    "draw_responders",
]
