"""The two input planes of the network, from 8-bit grey."""
import torch
import torch.nn.functional as F

WINDOW = 15
FLOOR = 6 / 255


def planes(grey):
    """uint8 [N, H, W] -> float [N, 2, H, W]: grey - 0.5, and half the local contrast, of grey in 0...1.

    Local contrast is (g - m) / (s + 6/255) with the mean m and the standard deviation s of the 15 x 15
    window round each pixel; beyond the edge the edge is repeated. Sums are exact integers.
    """
    g = grey.unsqueeze(1).to(torch.float32)
    reach = WINDOW // 2
    padded = F.pad(g, (reach,) * 4, mode='replicate').to(torch.int32)
    count = WINDOW * WINDOW
    sums, squares = _box(padded).double(), _box(padded * padded).double()
    deviation = (count * squares - sums * sums).sqrt() / (255 * count)
    contrast = (g - sums / count) / 255 / (deviation + FLOOR)
    return torch.cat([g / 255 - 0.5, 0.5 * contrast.to(torch.float32)], 1)


def _box(x):
    """Sums over windows, int32 [N, 1, H + 14, W + 14] -> [N, 1, H, W]; running sums may wrap round."""
    rows = F.pad(x.cumsum(2, dtype=torch.int32), (0, 0, 1, 0))
    rows = rows[:, :, WINDOW:] - rows[:, :, :-WINDOW]
    columns = F.pad(rows.cumsum(3, dtype=torch.int32), (1, 0))
    return columns[..., WINDOW:] - columns[..., :-WINDOW]
