"""Trains the text network on a folder of generated scenes: python3 -m textnet.train FOLDER --output LAST.pt."""
import argparse
import copy
import math
import time

import numpy as np
import torch
import torch.nn.functional as F

from .batches import Sampler
from .features import planes
from .network import CELL, TextNetwork, load
from .shards import Pool

POSITIVE = 2.5
"""Weight of a cell of text against one without."""


def targets(labels):
    """uint8 [N, H, W] -> text float [N, H/4, W/4] of 0 and 1, and the weight of each cell.

    A cell is text from a quarter of its pixels on; one that text only touches, or that is nothing but near
    text too faint to judge, has no weight.
    """
    labels = labels.unsqueeze(1)
    share = F.avg_pool2d((labels == 1).float(), CELL).squeeze(1)
    unjudged = F.max_pool2d((labels == 2).float(), CELL).squeeze(1)
    text = (share >= 0.25).float()
    weight = torch.where(text > 0, POSITIVE, ((share == 0) & (unjudged == 0)).float())
    return text, weight


def losses(logits, text, weight):
    """Weighted cross entropy plus half the Dice loss, per picture [N] and as a scalar."""
    entropy = F.binary_cross_entropy_with_logits(logits, text, reduction='none') * weight
    judged = (weight > 0).float()
    p = torch.sigmoid(logits) * judged
    dice = 1 - (2 * (p * text).sum() + 1) / (p.sum() + text.sum() + 1)
    each = entropy.sum((1, 2)) / weight.sum((1, 2)).clamp_min(1)
    return each, entropy.sum() / weight.sum().clamp_min(1) + 0.5 * dice


def average(slow, network, keep):
    """Moves the moving average of all weights and statistics towards the network."""
    with torch.no_grad():
        for a, b in zip(slow.state_dict().values(), network.state_dict().values()):
            if a.dtype.is_floating_point:
                a.lerp_(b, 1 - keep)
            else:
                a.copy_(b)


def save(path, slow, network, step):
    torch.save({'network': slow.state_dict(), 'raw': network.state_dict(), 'step': step}, path)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('folder')
    parser.add_argument('--output', required=True)
    parser.add_argument('--start', help='a checkpoint to go on from')
    parser.add_argument('--minutes', type=float, default=120, help='of wall time; the rate decays over them')
    parser.add_argument('--rate', type=float, default=4e-3)
    parser.add_argument('--final-rate', type=float, default=0.01, help='share of the rate at the end')
    parser.add_argument('--batch', type=int, default=16)
    parser.add_argument('--threads', type=int, default=2)
    parser.add_argument('--seed', type=int, default=4)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    sampler = Sampler(Pool(options.folder), np.random.default_rng(options.seed))
    network = load(options.start, 'raw').train() if options.start else TextNetwork()
    network = network.to(memory_format=torch.channels_last)
    slow = copy.deepcopy(network)
    optimiser = torch.optim.AdamW(network.parameters(), options.rate, weight_decay=1e-4)
    begin, step, smooth, told = time.time(), 0, None, time.time()
    while (share := (time.time() - begin) / (60 * options.minutes)) < 1:
        cosine = 0.5 + 0.5 * math.cos(math.pi * share)
        rate = options.rate * min(1, (step + 1) / 100) * max(cosine, options.final_rate)
        for group in optimiser.param_groups:
            group['lr'] = rate
        grey, labels, chosen = sampler.draw(options.batch)
        text, weight = targets(torch.from_numpy(labels))
        x = planes(torch.from_numpy(grey)).contiguous(memory_format=torch.channels_last)
        each, loss = losses(network(x), text, weight)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 5)
        optimiser.step()
        average(slow, network, min(0.999, step / (step + 100)))
        sampler.learn(chosen, each.detach().numpy())
        smooth = loss.item() if smooth is None else 0.995 * smooth + 0.005 * loss.item()
        step += 1
        if step % 500 == 0:
            speed = 500 / (time.time() - told)
            told = time.time()
            print(f'{share:.3f} step {step} loss {smooth:.4f} rate {rate:.2e} scenes {len(sampler.pool)} '
                  f'{speed:.1f} steps/s', flush=True)
            sampler.grow()
            save(options.output, slow, network, step)
    save(options.output, slow, network, step)


if __name__ == '__main__':
    main()
