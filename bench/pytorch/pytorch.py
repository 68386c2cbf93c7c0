"""PyTorch as a contestant of the benchmark: answers one call a line on stdin by one line on stdout, and waits.

Each call is {"id", "call", "argument"}, each answer {"id", "value"} or {"id", "error"}, as in bench/contestants.
"""

import json
import math
import os
import resource
import sys
import time

THREADS = int(sys.argv[1])
os.environ["OMP_NUM_THREADS"] = str(THREADS)

import torch
from torch import nn

torch.set_num_threads(THREADS)

FRAMES, BINS, CLASSES, UNITS = 98, 40, 12, 128
SAMPLE_RATE_HZ = 16000
PIECE_SECONDS = 10
FLOPS_A_STEP = 1e8


class Recurrent(nn.Module):
    def __init__(self, cell, **options):
        super().__init__()
        self.rnn = cell(BINS, UNITS, batch_first=True, **options)
        self.head = nn.Linear(UNITS * (2 if self.rnn.bidirectional else 1), CLASSES)

    def forward(self, x):
        return self.head(self.rnn(x)[0].mean(1))


class Cnn(nn.Module):
    def __init__(self, channels=64, bands=20):
        super().__init__()
        stages = [nn.Conv2d(1, channels, (10, 4), stride=2, padding=(5, 1)), nn.ReLU()]
        for _ in range(2):
            stages += [nn.Conv2d(channels, channels, 3, padding=1, groups=channels), nn.ReLU()]
            stages += [nn.Conv2d(channels, channels, 1), nn.ReLU()]
        self.stages = nn.Sequential(*stages)
        self.head = nn.Linear(bands * channels, CLASSES)

    def forward(self, x):
        return self.head(self.stages(x.unsqueeze(1)).mean(2).flatten(1))


class Recogniser(nn.Module):
    def __init__(self, classes, channels=32, units=128):
        super().__init__()
        self.stem = nn.Conv2d(1, channels, 5, stride=2, padding=2)
        self.rnn = nn.GRU(BINS // 2 * channels, units, num_layers=2, bidirectional=True, batch_first=True)
        self.head = nn.Linear(2 * units, classes)

    def forward(self, x):
        # Bands by channels in one row, as everywhere.
        image = self.stem(x.unsqueeze(1)).relu().permute(0, 2, 3, 1)
        return self.head(self.rnn(image.flatten(2))[0])


def build(name):
    if name == "dnn":
        hidden = [nn.Flatten(), nn.Linear(FRAMES * BINS, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU()]
        return nn.Sequential(*hidden, nn.Linear(256, CLASSES))
    if name == "cnn":
        return Cnn()
    if name == "gru":
        return Recurrent(nn.GRU)
    if name == "lstm":
        return Recurrent(nn.LSTM)
    return Recurrent(nn.GRU, num_layers=2, bidirectional=True)


def prepare_net(name, batch):
    torch.manual_seed(1)
    net = build(name)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    x = torch.randn(batch, FRAMES, BINS)
    labels = torch.arange(batch) % CLASSES

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = nn.functional.cross_entropy(net(x), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return step, 1, sum(parameter.numel() for parameter in net.parameters())


def prepare_recogniser(batch, frames, classes, labels):
    torch.manual_seed(1)
    net = Recogniser(classes)
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    x = torch.randn(batch, frames, BINS)
    targets, counts = made_up_labels(batch, classes, labels), torch.full((batch,), labels)

    def step():
        optimizer.zero_grad(set_to_none=True)
        log_probabilities = nn.functional.log_softmax(net(x), 2).transpose(0, 1)
        lengths = torch.full((batch,), len(log_probabilities))
        losses = nn.functional.ctc_loss(log_probabilities, targets, lengths, counts, classes - 1, reduction="none")
        loss = losses.mean()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step, 1, sum(parameter.numel() for parameter in net.parameters())


def made_up_labels(batch, classes, labels):
    return torch.tensor([[(row + 7 * i + i // 3) % (classes - 1) for i in range(labels)] for row in range(batch)])


def made_up_matrix(rows, columns, salt):
    index = torch.arange(rows * columns, dtype=torch.int64)
    return (((index * 7919 + salt * 104729) % 1009).double() / 1009 - 0.5).float().view(rows, columns)


def prepare_product(shape):
    m, k, n = shape["m"], shape["k"], shape["n"]
    a = made_up_matrix(k, m, 1).t() if shape["transposeA"] else made_up_matrix(m, k, 1)
    b = made_up_matrix(n, k, 2).t() if shape["transposeB"] else made_up_matrix(k, n, 2)
    repeats = max(1, math.ceil(FLOPS_A_STEP / (2 * m * k * n)))
    # Into memory that is there already, as ours.
    product = torch.empty(m, n)

    def step():
        for _ in range(repeats):
            torch.mm(a, b, out=product)
        return product[0, 0].item()

    return step, repeats, None


def prepare_ctc(batch, frames, classes, labels):
    logits = (4 * made_up_matrix(batch * frames, classes, 3)).view(batch, frames, classes).requires_grad_()
    targets = made_up_labels(batch, classes, labels)
    lengths, counts = torch.full((batch,), frames), torch.full((batch,), labels)

    def step():
        logits.grad = None
        log_probabilities = nn.functional.log_softmax(logits, 2).transpose(0, 1)
        loss = nn.functional.ctc_loss(log_probabilities, targets, lengths, counts, classes - 1, reduction="sum")
        loss.backward()
        return loss.item()

    return step, 1, None


def prepare_log_mel(seconds, in_pieces):
    import torchaudio

    transform = torchaudio.transforms.MelSpectrogram(
        SAMPLE_RATE_HZ, n_fft=512, win_length=400, hop_length=160, f_min=20, f_max=7600, n_mels=40, center=False
    )
    torch.manual_seed(1)
    piece = 0.1 * torch.randn(PIECE_SECONDS * SAMPLE_RATE_HZ)
    # Pieces overlap by what a frame reaches into the next, so that no frame is lost: the frames are those of one call.
    overlap = 512 - 160
    longer = torch.cat([piece, piece[:overlap]])
    count = seconds // PIECE_SECONDS
    whole = None if in_pieces else piece.repeat(count)

    @torch.no_grad()
    def step():
        if not in_pieces:
            return torch.log(transform(whole) + 1e-6).shape[1]
        parts = [torch.log(transform(longer if i < count - 1 else piece) + 1e-6).shape[1] for i in range(count)]
        return sum(parts)

    return step, 1, None


def peak_memory_mb():
    """Not by getrusage where Linux says better: a child's figure there begins with its parent's."""
    if sys.platform == "linux":
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM:")) / 1024
    # Bytes on macOS.
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


class Contestant:
    def __init__(self):
        self.step = None
        self.repeats = 1

    def prepare(self, argument):
        task, setting = argument["task"], argument["setting"]
        if task["kind"] == "net":
            self.step, self.repeats, parameters = prepare_net(task["net"], task["batch"])
        elif task["kind"] == "product":
            self.step, self.repeats, parameters = prepare_product(task["shape"])
        elif task["kind"] in ("ctc", "recogniser"):
            prepare = prepare_ctc if task["kind"] == "ctc" else prepare_recogniser
            self.step, self.repeats, parameters = prepare(
                task["batch"], task["frames"], task["classes"], task["labels"]
            )
        else:
            pieces = setting["backend"] == "torchaudio in pieces"
            self.step, self.repeats, parameters = prepare_log_mel(task["seconds"], pieces)
        start = time.perf_counter()
        value = self.step()
        first_step_ms = (time.perf_counter() - start) * 1000 / self.repeats
        return {"parameters": parameters, "firstStepMs": first_step_ms, "value": value}

    def measure(self, budget):
        steps_ms, value = [], math.nan
        began = time.perf_counter()
        while True:
            start = time.perf_counter()
            value = self.step()
            now = time.perf_counter()
            steps_ms.append((now - start) * 1000 / self.repeats)
            if len(steps_ms) >= budget["steps"] or (now - began) * 1000 >= budget["ms"]:
                break
        return {"stepsMs": steps_ms, "microKernelGflops": None, "value": value, "dispatches": None, "peakMemoryMb": peak_memory_mb()}


contestant = Contestant()
for line in sys.stdin:
    request = json.loads(line)
    try:
        answer = {"value": getattr(contestant, request["call"])(request["argument"])}
    except Exception as error:
        answer = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps({"id": request["id"], **answer}), flush=True)
