"""An address to point a phone at."""

from typing import Final

import segno
from django.utils.safestring import SafeString, mark_safe

LONGEST: Final = 600
"""Characters of an address that a cheap phone still reads from paper, in a square of 28 mm."""


def qr_code(address: str) -> SafeString:
    """The address as an inline SVG without style attributes."""
    drawn = segno.make(address, error="m" if len(address) < LONGEST // 2 else "l", micro=False)
    return mark_safe(
        drawn.svg_inline(svgclass=None, lineclass=None, omitsize=True, border=2, dark="#000", light="#fff")
    )
