"""The text network: a small U-shaped fully convolutional net, text probability of each 4 x 4 cell."""
import torch
import torch.nn as nn
import torch.nn.functional as F

CELL = 4
MULTIPLE = 16
CHANNELS = (12, 32, 48, 64)


class Convolution(nn.Module):
    """3 x 3 convolution of stride 2, batch norm, ReLU."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv = nn.Conv2d(inputs, outputs, 3, 2, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class Separable(nn.Module):
    """Depthwise 3 x 3, pointwise, batch norm, ReLU; plus the input where the shapes are equal."""

    def __init__(self, inputs, outputs, stride=1, dilation=1):
        super().__init__()
        self.depthwise = nn.Conv2d(
            inputs, inputs, 3, stride, dilation, dilation, groups=inputs, bias=False)
        self.pointwise = nn.Conv2d(inputs, outputs, 1, bias=False)
        self.norm = nn.BatchNorm2d(outputs)
        self.adds = stride == 1 and inputs == outputs

    def forward(self, x):
        y = F.relu(self.norm(self.pointwise(self.depthwise(x))))
        return x + y if self.adds else y


class TextNetwork(nn.Module):
    """[N, 2, H, W] (`features.planes`; H and W multiples of 16) -> logits [N, H / 4, W / 4].

    Zero padding throughout. A frame is padded to the multiple at its right and lower edge, by
    repeating the edge, before the planes are made.
    """

    def __init__(self, channels=CHANNELS):
        super().__init__()
        a, b, c, d = channels
        self.stem2 = Convolution(2, a)
        self.stem4 = Convolution(a, b)
        self.down4 = Separable(b, b)
        self.to8 = Separable(b, c, stride=2)
        self.down8 = nn.Sequential(Separable(c, c), Separable(c, c, dilation=2))
        self.to16 = Separable(c, d, stride=2)
        self.down16 = nn.Sequential(
            Separable(d, d), Separable(d, d, dilation=2), Separable(d, d, dilation=4))
        self.from16 = nn.Conv2d(d, c, 1)
        self.up8 = Separable(c, c)
        self.from8 = nn.Conv2d(c, b, 1)
        self.up4 = Separable(b, b)
        self.head = nn.Conv2d(b, 1, 1)

    def forward(self, x):
        x4 = self.down4(self.stem4(self.stem2(x)))
        x8 = self.down8(self.to8(x4))
        x16 = self.down16(self.to16(x8))
        x8 = self.up8(x8 + F.interpolate(self.from16(x16), scale_factor=2))
        x4 = self.up4(x4 + F.interpolate(self.from8(x8), scale_factor=2))
        return self.head(x4).squeeze(1)


def load(path, weights='network'):
    """The network of a checkpoint of `train`, on the CPU: `network` is the moving average, `raw` the last step."""
    network = TextNetwork()
    network.load_state_dict(torch.load(path, weights_only=True, map_location='cpu')[weights])
    return network.eval()
