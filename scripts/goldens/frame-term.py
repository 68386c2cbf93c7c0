#!/usr/bin/env python3
"""Known values for distillation frame by frame with each treatment of the blank, by PyTorch in float64.

Writes src/engine/distill/goldens/frame-term.json. Run from the root of the repository: python3 scripts/goldens/frame-term.py
Made with torch 1.13. Logits are multiples of 1/64, so that float32 holds them exactly.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

GOLDEN = pathlib.Path('src/engine/distill/goldens/frame-term.json')
B, T, K, BLANK, LENGTHS = 3, 9, 4, 3, [9, 6, 1]
generator = torch.Generator().manual_seed(11)


def draw(lift):
    logits = torch.round(torch.randn(B, T, K, generator=generator, dtype=torch.float64) * 2 * 64) / 64
    logits[:, :, BLANK] += lift
    return logits.requires_grad_()


def numbers(tensor):
    return [float('%.10g' % v) for v in tensor.detach().flatten().tolist()]


student, teacher = draw(0), draw(2)
valid = torch.arange(T)[None, :] < torch.tensor(LENGTHS)[:, None]
said = (teacher.argmax(2) != BLANK) & valid
assert 0 < said.sum() < valid.sum() / 2


def within(reach):
    return torch.stack([said[:, max(0, t - reach) : t + reach + 1].any(1) for t in range(T)], 1)


treatments = [
    ({'kind': 'every'}, torch.ones(B, T)),
    ({'kind': 'not-blank'}, said),
    ({'kind': 'less-blank'}, 1 - F.softmax(teacher, 2)[:, :, BLANK].detach()),
    ({'kind': 'window', 'reach': 1}, within(1)),
    ({'kind': 'window', 'reach': 20}, within(20)),
]
cases = []
for treatment, weights in treatments:
    for temperature in (1, 4):
        log_s, p_t = F.log_softmax(student / temperature, 2), F.softmax(teacher / temperature, 2).detach()
        kl = F.kl_div(log_s, p_t, reduction='none').sum(2)
        value = temperature**2 * (kl * weights * valid).sum() / valid.sum()
        (gradient,) = torch.autograd.grad(value, student)
        cases.append(
            {
                'treatment': treatment,
                'temperature': temperature,
                'weights': numbers(weights * valid),
                'value': numbers(value)[0],
                'gradient': numbers(gradient),
            }
        )
GOLDEN.parent.mkdir(exist_ok=True)
known = {'shape': [B, T, K], 'blank': BLANK, 'lengths': LENGTHS, 'student': numbers(student), 'teacher': numbers(teacher)}
GOLDEN.write_text(json.dumps({**known, 'cases': cases}, separators=(',', ':')) + '\n')
