"""The two input planes of the network, from 8-bit grey."""
import torch
import torch.nn.functional as F

WINDOW = 15
FLOOR = 6 / 255


def planes(grey):
    """uint8 or float (0...255) [N, H, W] -> float [N, 2, H, W]: grey - 0.5, and half the local contrast.

    Local contrast is (g - m) / (s + 6/255) with the mean m and the standard deviation s of the 15 x 15
    window round each pixel; beyond the edge the edge is repeated.
    """
    g = grey.to(torch.float32).unsqueeze(1) / 255
    reach = WINDOW // 2
    padded = F.pad(g, (reach,) * 4, mode='replicate')
    mean = F.avg_pool2d(padded, WINDOW, 1)
    variance = (F.avg_pool2d(padded * padded, WINDOW, 1) - mean * mean).clamp_min(0)
    contrast = (g - mean) / (variance.sqrt() + FLOOR)
    return torch.cat([g - 0.5, 0.5 * contrast], 1)
