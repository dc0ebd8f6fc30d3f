"""Text burnt into pictures: fonts, strings, rendering, styles and layouts."""
from .compose import add_text
from .fonts import available

__all__ = ['add_text', 'available']
