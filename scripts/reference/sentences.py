#!/usr/bin/env python3
"""The teacher of the preset `sentences`, trained by PyTorch: what the same net and recipe come to elsewhere.

    OMP_NUM_THREADS=1 python3 scripts/reference/sentences.py path/to/AN4 --train train --validation dev-clean --test test-clean

Reads a folder of LibriSpeech's layout with one folder a split. Log-mel of 40 bands, normalised by utterance; SpecAugment, drawn
anew in every epoch; a convolution of 32 filters of 5 x 5 with stride 2 x 2, two layers of 128 GRU each way, characters by CTC;
AdamW with one cycle; greedy decoding. Prints loss, and WER and CER in percent, every third epoch; the test only at the end, with
the last weights. Made with torch and torchaudio 1.13.
"""

import argparse
import math
import pathlib
import random

import torch
import torch.nn.functional as F
import torchaudio
from torch import nn
from torch.nn.utils import clip_grad_norm_, rnn

BANDS, BATCH, CLIP_NORM = 40, 16, 5
WIDEST_BAND, WIDEST_FRAMES, MASKS = 8, 20, 2

mel = torchaudio.transforms.MelSpectrogram(16000, n_fft=512, win_length=400, hop_length=160, n_mels=BANDS)


def features(path):
    """[frames, bands]"""
    samples, rate = torchaudio.load(path)
    assert rate == 16000, path
    rows = torch.log(mel(samples[0]) + 1e-6).T
    return (rows - rows.mean(0)) / (rows.std(0) + 1e-5)


def load(folder):
    """(features, text) of every utterance."""
    found = []
    for transcript in sorted(folder.glob('*/*/*.trans.txt')):
        for line in transcript.read_text().splitlines():
            name, _, text = line.strip().partition(' ')
            (audio,) = (file for file in transcript.parent.glob(f'{name}.*') if file.suffix != '.txt')
            found.append((features(audio), text))
    return found


class Net(nn.Module):
    def __init__(self, classes, dropout):
        super().__init__()
        self.stem = nn.Conv2d(1, 32, 5, stride=2, padding=2)
        self.first = nn.GRU(32 * BANDS // 2, 128, bidirectional=True, batch_first=True)
        self.second = nn.GRU(256, 128, bidirectional=True, batch_first=True)
        self.head = nn.Linear(256, classes)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x, lengths):
        hidden = torch.relu(self.stem(x[:, None])).permute(0, 2, 3, 1).flatten(2)
        lengths = (lengths + 1) // 2
        for layer in (self.first, self.second):
            packed = rnn.pack_padded_sequence(hidden, lengths, batch_first=True, enforce_sorted=False)
            hidden = self.dropout(rnn.pad_packed_sequence(layer(packed)[0], batch_first=True)[0])
        return self.head(hidden).log_softmax(-1), lengths


def masked(rows):
    rows = rows.clone()
    frames = len(rows)
    for _ in range(MASKS):
        width = random.randint(0, WIDEST_BAND)
        band = random.randint(0, BANDS - width)
        rows[:, band : band + width] = 0
        width = random.randint(0, min(WIDEST_FRAMES, frames // 4))
        frame = random.randint(0, frames - width)
        rows[frame : frame + width] = 0
    return rows


def edits(said, heard):
    """Levenshtein's distance."""
    row = list(range(len(heard) + 1))
    for i, x in enumerate(said, 1):
        above, row[0] = row[:], i
        for j, y in enumerate(heard, 1):
            row[j] = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (x != y))
    return row[-1]


def rates(net, utterances, symbols):
    """WER and CER in percent."""
    net.eval()
    wrong_words = words = wrong_characters = characters = 0
    with torch.no_grad():
        for x, text in utterances:
            answer, _ = net(x[None], torch.tensor([len(x)]))
            heard = ''.join(symbols[k - 1] for k in answer[0].argmax(-1).unique_consecutive().tolist() if k)
            wrong_words += edits(text.split(), heard.split())
            words += len(text.split())
            wrong_characters += edits(text, heard)
            characters += len(text)
    net.train()
    return f'WER {100 * wrong_words / words:.1f} CER {100 * wrong_characters / characters:.1f}'


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('folder', type=pathlib.Path)
    for split in ('train', 'validation', 'test'):
        parser.add_argument(f'--{split}', required=True)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--epochs', type=int, default=45)
    parser.add_argument('--learning-rate', type=float, default=3e-3)
    parser.add_argument('--dropout', type=float, default=0.1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(args.seed)
    random.seed(args.seed)

    train, validation, test = (load(args.folder / split) for split in (args.train, args.validation, args.test))
    symbols = sorted(set(''.join(text for _, text in train + test)))
    labels = [torch.tensor([symbols.index(c) + 1 for c in text]) for _, text in train]
    net = Net(len(symbols) + 1, args.dropout)
    steps = math.ceil(len(train) / BATCH)
    optimiser = torch.optim.AdamW(net.parameters(), lr=args.learning_rate, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.learning_rate, total_steps=steps * args.epochs)
    print(f'{len(train)} utterances, {sum(p.numel() for p in net.parameters())} parameters', flush=True)
    for epoch in range(1, args.epochs + 1):
        order = list(range(len(train)))
        random.shuffle(order)
        total = 0
        for first in range(0, len(order), BATCH):
            batch = order[first : first + BATCH]
            clips = [masked(train[i][0]) for i in batch]
            said = [labels[i] for i in batch]
            answer, lengths = net(rnn.pad_sequence(clips, batch_first=True), torch.tensor([len(x) for x in clips]))
            counts = torch.tensor([len(text) for text in said])
            loss = F.ctc_loss(answer.transpose(0, 1), torch.cat(said), lengths, counts, zero_infinity=True)
            optimiser.zero_grad()
            loss.backward()
            clip_grad_norm_(net.parameters(), CLIP_NORM)
            optimiser.step()
            schedule.step()
            total += loss.item()
        if epoch % 3 == 0 or epoch == args.epochs:
            print(f'epoch {epoch}: loss {total / steps:.3f}, validation {rates(net, validation, symbols)}', flush=True)
    print(f'test {rates(net, test, symbols)}')


main()
