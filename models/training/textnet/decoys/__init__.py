"""Things that look like text and are none: drawn into pictures so that the network learns the difference."""
from .scatter import KINDS, add_decoys

__all__ = ['KINDS', 'add_decoys']
