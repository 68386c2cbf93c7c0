#!/usr/bin/env python3
"""Known values for the nets, the fused operations and Adam, by PyTorch in float64.

Writes src/engine/models/<family>/golden.json, src/engine/tensor/ops/golden.json and
src/engine/train/adam.golden.json. Run from the root of the repository: python3 scripts/goldens/nets.py
Made with torch 1.13. Inputs are multiples of 1/64, so that float32 holds them exactly.
"""

import json
import pathlib

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
ENGINE = pathlib.Path('src/engine')
generator = torch.Generator().manual_seed(7)


def draw(*shape, scale=1.0):
    values = torch.randn(*shape, generator=generator) * scale
    return (torch.round(values * 64) / 64).requires_grad_()


def plain(tensor):
    return {'shape': list(tensor.shape), 'values': [float('%.10g' % v) for v in tensor.detach().flatten().tolist()]}


def flat(tensors):
    return [float('%.10g' % v) for tensor in tensors for v in tensor.detach().flatten().tolist()]


def write(path, value):
    text = json.dumps(value, separators=(',', ':'))
    (ENGINE / path).write_text(text + '\n')


# Nets: batch 3, 6 frames of 5 features, 3 classes, width 4, depth 2.
B, T, BINS, K, WIDTH, DEPTH = 3, 6, 5, 3, 4, 2
BANDS = (BINS + 2 * 1 - 4) // 2 + 1
LENGTHS = torch.tensor([6, 4, 6])
LABELS = torch.tensor([0, 2, 1])
LABELLED = torch.tensor([1.0, 0.0, 1.0])
TEMPERATURE, ALPHA = 2.0, 0.5


def recurrent(kind, x, weights, lengths, both=False, initial=None):
    """All states [B, T, H], zero past the end of a row: what torch.nn.GRU and LSTM call, with weights of our own.

    With `both` directions: [B, T, 2 H], weights layer by layer, the forward direction's first.
    """
    units, layers = weights[1].shape[1], len(weights) // (8 if both else 4)
    packed = torch.nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    zeros = torch.zeros(len(weights) // 4, x.shape[0], units) if initial is None else initial[packed.sorted_indices][None]
    state = zeros if kind == 'GRU' else (zeros, zeros)
    run = torch._VF.gru if kind == 'GRU' else torch._VF.lstm
    output = run(packed.data, packed.batch_sizes, state, weights, True, layers, 0.0, False, both)[0]
    states = torch.nn.utils.rnn.PackedSequence(
        output, packed.batch_sizes, packed.sorted_indices, packed.unsorted_indices
    )
    return torch.nn.utils.rnn.pad_packed_sequence(states, batch_first=True, total_length=x.shape[1])[0]


def dnn(x, p):
    h = x.reshape(B, -1)
    for i in range(DEPTH):
        h = F.relu(F.linear(h, p[2 * i], p[2 * i + 1]))
    return F.linear(h, p[-2], p[-1])


def cnn(x, p):
    h = F.relu(F.conv2d(x[:, None], p[0], p[1], stride=2, padding=(5, 1)))
    for i in range(DEPTH):
        w, b, pw, pb = p[2 + 4 * i : 6 + 4 * i]
        h = F.relu(F.conv2d(h, w, b, padding=1, groups=WIDTH))
        h = F.relu(F.conv2d(h, pw, pb))
    return F.linear(h.mean(2).transpose(1, 2).reshape(B, -1), p[-2], p[-1])


def rnn(kind):
    def forward(x, p):
        states = recurrent(kind, x, p[:-2], LENGTHS)
        return F.linear(states.sum(1) / LENGTHS[:, None], p[-2], p[-1])

    return forward


def dense_shapes(inputs, outputs):
    return [(outputs, inputs), (outputs,)]


def rnn_shapes(gates):
    layers = [[(gates * WIDTH, i), (gates * WIDTH, WIDTH), (gates * WIDTH,), (gates * WIDTH,)] for i in (BINS, WIDTH)]
    return sum(layers, []) + dense_shapes(WIDTH, K)


block = [(WIDTH, 1, 3, 3), (WIDTH,), (WIDTH, WIDTH, 1, 1), (WIDTH,)]
families = {
    'dnn': (dnn, dense_shapes(T * BINS, WIDTH) + dense_shapes(WIDTH, WIDTH) + dense_shapes(WIDTH, K)),
    'cnn': (cnn, [(WIDTH, 1, 10, 4), (WIDTH,)] + block * DEPTH + dense_shapes(BANDS * WIDTH, K)),
    'gru': (rnn('GRU'), rnn_shapes(3)),
    'lstm': (rnn('LSTM'), rnn_shapes(4)),
}

for family, (forward, shapes) in families.items():
    weights = [draw(*shape, scale=0.5) for shape in shapes]
    x, teacher = draw(B, T, BINS), draw(B, K)
    logits = forward(x, weights)
    hard = (F.cross_entropy(logits, LABELS, reduction='none') * LABELLED).sum() / LABELLED.sum()
    soft = F.kl_div(
        F.log_softmax(logits / TEMPERATURE, 1), F.softmax(teacher / TEMPERATURE, 1), reduction='batchmean'
    )
    loss = (1 - ALPHA) * hard + ALPHA * TEMPERATURE**2 * soft
    gradients = torch.autograd.grad(loss, weights)
    assert all(gradient.abs().max() > 1e-4 for gradient in gradients), family
    write(
        f'models/{family}/golden.json',
        {
            'shape': {'frames': T, 'bins': BINS, 'classes': K},
            'settings': {'width': WIDTH, 'depth': DEPTH, 'dropout': 0},
            'x': flat([x]),
            'lengths': LENGTHS.tolist(),
            'labels': flat([F.one_hot(LABELS, K)]),
            'labelled': LABELLED.tolist(),
            'teacher': flat([teacher]),
            'temperature': TEMPERATURE,
            'alpha': ALPHA,
            'weights': flat(weights),
            'logits': flat([logits]),
            'loss': flat([loss])[0],
            'gradients': flat(gradients),
        },
    )

# Operations: every input with a gradient, an output gradient of its own, shapes that divide by nothing.
cases = []


def case(name, op, inputs, output, options=None, fixed=None, learns=True):
    dy = draw(*output.shape).detach() if output.dim() else torch.tensor(1.0)
    gradients = torch.autograd.grad(output, list(inputs.values()), dy) if learns else []
    cases.append(
        {
            'name': name,
            'op': op,
            'inputs': {key: plain(value) for key, value in inputs.items()},
            'fixed': {key: plain(value) for key, value in (fixed or {}).items()},
            'options': options or {},
            'dy': plain(dy),
            'output': plain(output),
            'gradients': {key: plain(value) for key, value in zip(inputs, gradients)},
        }
    )


for activation, act in (('linear', lambda v: v), ('relu', F.relu)):
    x, w, b = draw(3, 7), draw(5, 7), draw(5)
    case(f'dense {activation}', 'dense', {'x': x, 'w': w, 'b': b}, act(F.linear(x, w, b)), {'activation': activation})


def nhwc(tensor):
    return tensor.permute(0, 2, 3, 1)


for name, stride, padding, activation in (
    ('conv2d', (1, 1), (1, 0), 'linear'),
    ('conv2d strided', (2, 3), (2, 1), 'relu'),
):
    x, w, b = draw(2, 8, 7, 3), draw(4, 3, 3, 2, scale=0.5), draw(4)
    y = F.conv2d(x.permute(0, 3, 1, 2), w, b, stride, padding)
    y = nhwc(F.relu(y) if activation == 'relu' else y)
    options = {'stride': stride, 'padding': padding, 'activation': activation}
    case(name, 'conv2d', {'x': x, 'w': w, 'b': b}, y, options)

for name, stride, padding in (('depthwise', (1, 1), (1, 1)), ('depthwise strided', (2, 3), (0, 1))):
    x, w, b = draw(2, 8, 7, 3), draw(3, 1, 3, 2, scale=0.5), draw(3)
    y = nhwc(F.relu(F.conv2d(x.permute(0, 3, 1, 2), w, b, stride, padding, groups=3)))
    options = {'stride': stride, 'padding': padding, 'activation': 'relu'}
    case(name, 'depthwiseConv2d', {'x': x, 'w': w, 'b': b}, y, options)


def repeat_last(states, lengths):
    """Past the end of a row its last valid state, as the operations give it; zero for an empty row."""
    index = torch.minimum(torch.arange(states.shape[1])[None, :], (lengths - 1).clamp(min=0)[:, None])
    repeated = states.gather(1, index[:, :, None].expand(-1, -1, states.shape[2]))
    return repeated * (lengths > 0)[:, None, None]


NAMES = ['input', 'hidden', 'inputBias', 'hiddenBias']

for kind, gates in (('GRU', 3), ('LSTM', 4)):
    for name, batch, frames, units, lengths in (
        ('', 3, 5, 3, [5, 5, 5]),
        (' with lengths', 4, 5, 3, [2, 5, 0, 1]),
        (' of one frame', 1, 1, 5, [1]),
    ):
        x = draw(batch, frames, 4)
        shapes = [(gates * units, 4), (gates * units, units), (gates * units,), (gates * units,)]
        weights = [draw(*shape, scale=0.7) for shape in shapes]
        valid = torch.tensor(lengths)
        # PyTorch packs no empty rows: they are run with one frame and then taken out.
        y = repeat_last(recurrent(kind, x, weights, valid.clamp(min=1)), valid)
        inputs = {'x': x, **dict(zip(NAMES, weights))}
        case(f'{kind}{name}', kind.lower(), inputs, y, {'lengths': lengths})

logits, targets, weights = draw(4, 5, scale=3), F.softmax(draw(4, 5), 1), draw(4).abs()
y = (weights.detach() * F.cross_entropy(logits, targets.detach(), reduction='none')).sum()
case('softmax cross-entropy', 'softmaxCrossEntropy', {'logits': logits}, y, fixed={'targets': targets, 'weights': weights})

for temperature in (1.0, 4.0):
    student, teacher, weights = draw(4, 5, scale=3), draw(4, 5, scale=3), draw(4).abs()
    log_s, p_t = F.log_softmax(student / temperature, 1), F.softmax(teacher / temperature, 1).detach()
    y = temperature**2 * (weights.detach() * F.kl_div(log_s, p_t, reduction='none').sum(1)).sum()
    fixed = {'teacher': teacher, 'weights': weights}
    case(f'distillation at T {temperature:g}', 'distillKl', {'student': student}, y, {'temperature': temperature}, fixed)

# Adam: five steps of two parameters with varying rates, clipped to a norm that some gradients exceed and some do not.
params = [draw(3, 4), draw(4)]
start = flat(params)
optimiser = torch.optim.Adam(params, eps=1e-8)
steps = []
for step in range(5):
    gradients = [draw(3, 4, scale=0.1 * 4**step).detach(), draw(4, scale=0.1 * 4**step).detach()]
    rate = 0.1 / (step + 1)
    for param, gradient in zip(params, gradients):
        param.grad = gradient.clone()
    torch.nn.utils.clip_grad_norm_(params, 2.0)
    optimiser.param_groups[0]['lr'] = rate
    optimiser.step()
    steps.append({'gradients': flat(gradients), 'learningRate': rate, 'weights': flat(params)})
write('train/adam.golden.json', {'shapes': [[3, 4], [4]], 'start': start, 'clipNorm': 2.0, 'steps': steps})

# The other direction, drawn last so that what is above keeps its numbers.
def layer_weights(gates, units, inputs):
    shapes = [(gates * units, inputs), (gates * units, units), (gates * units,), (gates * units,)]
    return [draw(*shape, scale=0.7) for shape in shapes]


for kind, gates in (('GRU', 3), ('LSTM', 4)):
    for name, batch, frames, units, lengths in (
        ('', 2, 4, 3, [4, 4]),
        (' with lengths', 5, 5, 6, [2, 5, 0, 1, 4]),
        (' of one frame', 1, 1, 3, [1]),
    ):
        x, valid = draw(batch, frames, 4), torch.tensor(lengths)
        there, back = layer_weights(gates, units, 4), layer_weights(gates, units, 4)
        y = recurrent(kind, x, there + back, valid.clamp(min=1), both=True)[:, :, units:]
        inputs = {'x': x, **dict(zip(NAMES, back))}
        options = {'lengths': lengths, 'reverse': True}
        case(f'{kind} in reverse{name}', kind.lower(), inputs, y * (valid > 0)[:, None, None], options)

lengths, units = [5, 3, 1], 3
x, valid = draw(3, 5, 4), torch.tensor(lengths)
weights = {}
for layer, size in enumerate((4, 2 * units)):
    for direction in ('forward', 'backward'):
        weights.update(zip([f'{direction}{layer}.{name}' for name in NAMES], layer_weights(3, units, size)))
y = recurrent('GRU', x, list(weights.values()), valid, both=True)
y = torch.cat([repeat_last(y[:, :, :units], valid), y[:, :, units:]], 2)
case('two bidirectional GRUs', 'bidirectionalGru', {'x': x, **weights}, y, {'lengths': lengths})

# Later still, for the same reason.
for name, lengths in (('', None), (' with lengths', [5, 2, 0, 1])):
    x = draw(4, 5, 6)
    valid = torch.tensor(lengths or [5] * 4)
    inside = (torch.arange(5)[None, :] < valid[:, None])[:, :, None]
    y = (x * inside).sum(1) / valid.clamp(min=1)[:, None]
    case(f'mean over time{name}', 'meanOverTime', {'x': x}, y, {'lengths': lengths} if lengths else {})

for name, frames, blank, lengths, labels in (
    ('', 7, 0, [7, 6, 4, 7], [[1, 2], [3, 3, 1], [], [4, 4, 4, 4]]),
    (' of labels that do not fit', 5, 4, [5, 2, 3, 1], [[0, 0], [1, 1], [2], [0]]),
):
    logits = draw(len(labels), frames, 5, scale=2)
    width = max(map(len, labels))
    padded = torch.tensor([row + [0] * (width - len(row)) for row in labels])
    counts = [len(row) for row in labels]
    # Infinite losses and their gradients count as zero here; the suite sees to it that ours are infinite.
    y = F.ctc_loss(
        F.log_softmax(logits, 2).transpose(0, 1), padded, lengths, counts, blank, reduction='none', zero_infinity=True
    )
    options = {'lengths': lengths, 'labels': padded.flatten().tolist(), 'labelLengths': counts, 'blank': blank}
    case(f'CTC{name}', 'ctc', {'logits': logits}, y, options)

# What follows draws as if this were not here.
before = generator.get_state()
for name, frames, lengths in ((' with lengths', 4, [4, 1, 2]), (' of one frame', 1, [1, 1, 1])):
    x, initial, weights = draw(3, frames, 4), draw(3, 6, scale=0.5), layer_weights(3, 6, 4)
    valid = torch.tensor(lengths)
    y = repeat_last(recurrent('GRU', x, weights, valid, initial=initial), valid)
    inputs = {'x': x, **dict(zip(NAMES, weights))}
    case(f'GRU from a state{name}', 'gru', inputs, y, {'lengths': lengths}, {'initial': initial}, learns=False)
generator.set_state(before)

write('tensor/ops/golden.json', cases)

# Nets of sentences: what they say past the end of a row counts for nothing.
def sentence_golden(settings, weights, stride, forward):
    """`forward` is told how many answers of each row are valid."""
    frames, valid = -(-T // stride), (LENGTHS + stride - 1) // stride
    inside = torch.arange(frames)[None, :] < valid[:, None]
    x, teacher = draw(B, T, BINS), draw(B, frames, K)
    with torch.no_grad():
        x *= (torch.arange(T)[None, :] < LENGTHS[:, None])[:, :, None]
    logits = forward(x, weights, valid) * inside[:, :, None]
    sentences = [[0, 1], [1], [0]]
    counts = torch.tensor([len(row) for row in sentences])
    padded = torch.tensor([row + [0] * (2 - len(row)) for row in sentences])
    nats = F.ctc_loss(F.log_softmax(logits, 2).transpose(0, 1), padded, valid, counts, K - 1, reduction='none')
    hard = (nats / counts).mean()
    kl = F.kl_div(F.log_softmax(logits / TEMPERATURE, 2), F.softmax(teacher / TEMPERATURE, 2), reduction='none')
    loss = (1 - ALPHA) * hard + ALPHA * TEMPERATURE**2 * (kl.sum(2) * inside).sum() / inside.sum()
    gradients = torch.autograd.grad(loss, weights)
    assert all(gradient.abs().max() > 1e-4 for gradient in gradients), settings
    return {
        'shape': {'frames': T, 'bins': BINS, 'classes': K},
        'settings': settings,
        'x': flat([x]),
        'lengths': LENGTHS.tolist(),
        'sentences': sentences,
        'teacher': flat([teacher]),
        'temperature': TEMPERATURE,
        'alpha': ALPHA,
        'weights': flat(weights),
        'logits': flat([logits]),
        'loss': flat([loss])[0],
        'gradients': flat(gradients),
    }


# One that hears both ways and one that goes forward and is normalised.
def deepspeech(directions):
    channels, bands = 2, (BINS + 1) // 2
    inputs = [bands * channels, directions * WIDTH]
    normed = directions == 1
    weights = [draw(channels, 1, 5, 5, scale=0.5), draw(channels, scale=0.5)]
    layers = []
    for size in inputs:
        norm = [draw(size), draw(size)] if normed else []
        layers.append((norm, sum([layer_weights(3, WIDTH, size) for _ in range(directions)], [])))
        weights += norm + layers[-1][1]
    weights += [draw(*shape, scale=0.5) for shape in dense_shapes(directions * WIDTH, K)]

    def forward(x, p, valid):
        stem = F.relu(F.conv2d(x[:, None], p[0], p[1], stride=2, padding=2))
        h = stem.permute(0, 2, 3, 1).reshape(B, stem.shape[2], -1)
        for norm, layer in layers:
            h = F.layer_norm(h, h.shape[2:], *norm) if normed else h
            h = recurrent('GRU', h, layer, valid, both=directions == 2)
        return F.linear(h, p[-2], p[-1])

    settings = {
        'channels': channels,
        'width': WIDTH,
        'depth': 2,
        'dropout': 0,
        'directions': 'both' if directions == 2 else 'forward',
        'norm': 'layer' if normed else 'none',
    }
    return sentence_golden(settings, weights, 2, forward)


write('models/deepspeech2-mini/golden.json', deepspeech(2))
write('models/deepspeech2-mini/golden-forward.json', deepspeech(1))


# Nets that judge each frame: -1 is a frame without a label.
FRAME_LABELS = torch.tensor([[0, 0, -1, 2, 1, 1], [2, 2, 1, -1, -1, -1], [1, 0, 0, 2, -1, 2]])


def frame_golden(settings, shapes, forward):
    inside = torch.arange(T)[None, :] < LENGTHS[:, None]
    weights = [draw(*shape, scale=0.5) for shape in shapes]
    x, teacher = draw(B, T, BINS), draw(B, T, K)
    with torch.no_grad():
        x *= inside[:, :, None]
    logits = forward(x, weights) * inside[:, :, None]
    hard = F.cross_entropy(logits.reshape(-1, K), FRAME_LABELS.reshape(-1), ignore_index=-1)
    kl = F.kl_div(F.log_softmax(logits / TEMPERATURE, 2), F.softmax(teacher / TEMPERATURE, 2), reduction='none')
    loss = (1 - ALPHA) * hard + ALPHA * TEMPERATURE**2 * (kl.sum(2) * inside).sum() / inside.sum()
    gradients = torch.autograd.grad(loss, weights)
    assert all(gradient.abs().max() > 1e-4 for gradient in gradients), settings
    return {
        'shape': {'frames': T, 'bins': BINS, 'classes': K},
        'settings': {'width': WIDTH, 'depth': DEPTH, 'dropout': 0, **settings},
        'x': flat([x]),
        'lengths': LENGTHS.tolist(),
        'frameLabels': FRAME_LABELS.flatten().tolist(),
        'teacher': flat([teacher]),
        'temperature': TEMPERATURE,
        'alpha': ALPHA,
        'weights': flat(weights),
        'logits': flat([logits]),
        'loss': flat([loss])[0],
        'gradients': flat(gradients),
    }


CONTEXT = 2


def frame_dnn(x, p):
    """Frames put side by side, and dense layers on them."""
    padded = F.pad(x, (0, 0, CONTEXT, CONTEXT))
    side_by_side = torch.cat([padded[:, i : i + T] for i in range(2 * CONTEXT + 1)], 2)
    h = F.relu(F.linear(side_by_side, p[0].reshape(WIDTH, -1), p[1]))
    return F.linear(F.relu(F.linear(h, p[2], p[3])), p[4], p[5])


def frame_rnn(kind, directions):
    def forward(x, p):
        return F.linear(recurrent(kind, x, p[:-2], LENGTHS, both=directions == 2), p[-2], p[-1])

    gates = 3 if kind == 'GRU' else 4
    layer = lambda size: [(gates * WIDTH, size), (gates * WIDTH, WIDTH), (gates * WIDTH,), (gates * WIDTH,)]
    shapes = sum([layer(size) * directions for size in (BINS, directions * WIDTH)], [])
    settings = {'cell': kind.lower(), 'directions': 'both' if directions == 2 else 'forward'}
    return frame_golden(settings, shapes + dense_shapes(directions * WIDTH, K), forward)


first = [(WIDTH, 1, 2 * CONTEXT + 1, BINS), (WIDTH,)]
shapes = first + dense_shapes(WIDTH, WIDTH) + dense_shapes(WIDTH, K)
write('models/frame-dnn/golden.json', frame_golden({'context': CONTEXT}, shapes, frame_dnn))
write('models/frame-rnn/golden.json', frame_rnn('GRU', 2))
write('models/frame-rnn/golden-forward.json', frame_rnn('LSTM', 1))


# The same by strides for sentences, and convolutional nets; drawn last, again so that what is above keeps its numbers.
def sentences_of(settings, shapes, stride, forward):
    settings = {'width': WIDTH, 'depth': DEPTH, 'dropout': 0, **settings, 'stride': stride}
    weights = [draw(*shape, scale=0.5) for shape in shapes]
    return sentence_golden(settings, weights, stride, forward)


def frame_cnn(stride):
    """@param valid what is past the end of a row is as the padding for each block: zero"""

    def forward(x, p, valid):
        h = F.relu(F.conv2d(x[:, None], p[0], p[1], stride=(stride, 2), padding=2))
        inside = (torch.arange(h.shape[2])[None, :] < valid[:, None])[:, None, :, None]
        for i in range(DEPTH):
            w, b, pw, pb = p[2 + 4 * i : 6 + 4 * i]
            h = F.relu(F.conv2d(h * inside, w, b, padding=(2, 1), groups=WIDTH))
            h = F.relu(F.conv2d(h, pw, pb))
        return F.linear(h.permute(0, 2, 3, 1).reshape(B, h.shape[2], -1), p[-2], p[-1])

    return forward


every_other = lambda x, p, valid: frame_dnn(x, p)[:, ::2]
write('models/frame-dnn/golden-sentences.json', sentences_of({'context': CONTEXT}, shapes, 2, every_other))
block = [(WIDTH, 1, 5, 3), (WIDTH,), (WIDTH, WIDTH, 1, 1), (WIDTH,)]
shapes = [(WIDTH, 1, 5, 5), (WIDTH,)] + block * DEPTH + dense_shapes((BINS + 1) // 2 * WIDTH, K)
each = lambda x, p: frame_cnn(1)(x, p, LENGTHS)
write('models/frame-cnn/golden.json', frame_golden({'stride': 1}, shapes, each))
write('models/frame-cnn/golden-sentences.json', sentences_of({}, shapes, 2, frame_cnn(2)))
