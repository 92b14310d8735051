"""All kinds of tampering, in the order of their formats."""

from tests.tampering import kinds_docx, kinds_html, kinds_pdf
from tests.tampering.kinds import KINDS, Kind, NotHereError

assert all(one.__name__ for one in (kinds_html, kinds_docx, kinds_pdf))  # they fill KINDS
__all__ = ["KINDS", "Kind", "NotHereError"]
