"""Grey of colours."""
import numpy as np

LUMA = np.array((0.299, 0.587, 0.114), np.float32)


def luma(c):
    """Grey of a colour [3], or of a picture [H, W, 3]; what is grey already stays as it is."""
    c = np.asarray(c, np.float32)
    # A grey picture may be three pixels wide: the number of axes tells, not their length.
    return c @ LUMA if c.ndim in (1, 3) else c
