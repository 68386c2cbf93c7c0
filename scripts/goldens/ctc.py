#!/usr/bin/env python3
"""Known values for CTC over long utterances and many classes, by PyTorch's ctc_loss in float64.

Writes src/engine/tensor/ops/goldens/ctc.json. Run from the root of the repository: python3 scripts/goldens/ctc.py
Made with torch 1.13. Logits come from a rule that src/engine/kernels/testing/ctc-case.ts follows too, so that only losses
and some of the gradients need be kept: a few frames, and the sums over the frames, of classes that tell something.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

GOLDEN = pathlib.Path('src/engine/tensor/ops/goldens/ctc.json')
MODULUS, FACTOR = 2**31 - 1, 48271


def minimal_standard(seed):
    """Park and Miller 1988 (doi:10.1145/63039.63042): numbers in (0, 1)."""
    state = seed
    while True:
        state = state * FACTOR % MODULUS
        yield state / MODULUS


def logits_of(seed, batch, frames, classes, scale, blank, lift):
    """Multiples of 1/64 in (-scale, scale), those of the blank higher by `lift`."""
    draw = minimal_standard(seed)
    values = [((2 * next(draw) - 1) * scale * 64) // 1 / 64 for _ in range(batch * frames * classes)]
    logits = torch.tensor(values, dtype=torch.float64).view(batch, frames, classes)
    logits[:, :, blank] += lift
    return logits.requires_grad_()


def labels_of(seed, count, classes, blank, repeats):
    """Every class but the blank in turn, by leaps; with `repeats` every third one twice."""
    others = [k for k in range(classes) if k != blank]
    labels = [others[(seed + 7 * i) % len(others)] for i in range(count)]
    return [labels[i - 1] if repeats and i % 3 == 2 else label for i, label in enumerate(labels)]


CASES = [
    # name, seed, frames, classes, scale, blank, lift, lengths, label counts, repeats
    ('2,000 frames', 11, 2000, 32, 4, 0, 0, [2000, 1500, 1999, 7], [200, 0, 1, 3], True),
    ('spikes', 12, 1000, 40, 3, 39, 9, [1000, 640], [60, 75], True),
    ('as many labels as frames', 13, 600, 30, 5, 0, 0, [600, 450, 300], [600, 449, 298], False),
    ('a long silence', 15, 2000, 8, 4, 7, 2, [2000], [12], True),
    ('3,000 classes', 14, 120, 3000, 6, 2999, 3, [120, 90], [40, 12], True),
]

golden = []
for name, seed, frames, classes, scale, blank, lift, lengths, counts, repeats in CASES:
    logits = logits_of(seed, len(lengths), frames, classes, scale, blank, lift)
    labels = [labels_of(i, count, classes, blank, repeats) for i, count in enumerate(counts)]
    width = max(counts)
    padded = torch.tensor([row + [blank] * (width - len(row)) for row in labels])
    losses = F.ctc_loss(F.log_softmax(logits, 2).transpose(0, 1), padded, lengths, counts, blank, reduction='none')
    assert torch.isfinite(losses).all()
    (gradient,) = torch.autograd.grad(losses.sum(), logits)
    told = sorted({blank, *range(0, classes, -(-classes // 32)), *sum(labels, [])})
    kept = [
        {'row': row, 'frame': frame, 'values': [float('%.6g' % v) for v in gradient[row, frame, told].tolist()]}
        for row, length in enumerate(lengths)
        for frame in sorted({0, length // 3, length - 1})
    ]
    golden.append(
        {
            'name': name,
            'seed': seed,
            'frames': frames,
            'classes': classes,
            'scale': scale,
            'blank': blank,
            'lift': lift,
            'lengths': lengths,
            'labels': labels,
            'losses': [float('%.12g' % v) for v in losses.tolist()],
            'told': told,
            'gradient': kept,
            'overFrames': [[float('%.9g' % v) for v in row] for row in gradient.sum(1)[:, told].tolist()],
        }
    )
GOLDEN.parent.mkdir(exist_ok=True)
GOLDEN.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
