#!/usr/bin/python3
"""Reference values for the front end, by torchaudio and scipy.

Usage: python3 scripts/goldens/features.py
Writes src/engine/dsp/testing/goldens/features.json. Made with Debian's python3-torch 1.13, python3-torchaudio 0.13.1 and
python3-scipy 1.10.1. The input is computed by formula here and in src/engine/dsp/testing/test-signal.ts; no audio is kept.
"""

import json
import math
from pathlib import Path

import numpy as np
import torch
import torchaudio
from scipy.signal import firwin, kaiserord, lfilter, lfilter_zi, resample_poly
from torchaudio.compliance import kaldi

RATE_HZ = 16_000
WINDOW = 400
HOP = 160
FFT = 512


def test_signal(samples: int, rate_hz: int) -> np.ndarray:
    """A rising tone, a steady tone that swells, and noise of a linear congruential generator; float32."""
    state = 12345
    out = np.zeros(samples, dtype=np.float32)
    for n in range(samples):
        t = n / rate_hz
        state = (1664525 * state + 1013904223) % 4294967296
        noise = state / 2147483648 - 1
        rising = math.sin(2 * math.pi * (150 * t + 4000 * t * t))
        swelling = math.sin(2 * math.pi * 50 * t) * math.sin(2 * math.pi * 880 * t)
        out[n] = 0.4 * rising + 0.3 * swelling + 0.01 * noise
    return out


def mel_settings(**more):
    return dict(n_fft=FFT, win_length=WINDOW, hop_length=HOP, f_min=20.0, f_max=7600.0, n_mels=40, center=False, **more)


def pcen(energies, time_constant=0.4, gain=0.98, bias=2.0, power=0.5, eps=1e-6):
    """librosa.pcen by its published definition (librosa 0.10, librosa/core/spectrum.py), which needs librosa otherwise.

    energies: [frames, bands] at RATE_HZ and HOP; the filter begins at the state of a unit step, as librosa's zi."""
    t_frames = time_constant * RATE_HZ / HOP
    b = (np.sqrt(1 + 4 * t_frames**2) - 1) / (2 * t_frames**2)
    zi = np.full((1, energies.shape[1]), lfilter_zi([b], [1, b - 1])[0])
    smooth, _ = lfilter([b], [1, b - 1], energies, axis=0, zi=zi)
    agc = np.exp(-gain * (np.log(eps) + np.log1p(smooth / eps)))
    return (bias**power) * np.expm1(power * np.log1p(energies * agc / bias))


def whisper(signal) -> torch.Tensor:
    """log_mel_spectrogram of openai/whisper (whisper/audio.py), its filters (librosa's) by torchaudio; [frames, 80]."""
    stft = torch.stft(signal, 400, 160, window=torch.hann_window(400), return_complex=True)
    magnitudes = stft[..., :-1].abs() ** 2
    filters = torchaudio.functional.melscale_fbanks(201, 0.0, 8000.0, 80, RATE_HZ, norm="slaney", mel_scale="slaney")
    log_spec = torch.clamp(filters.T @ magnitudes, min=1e-10).log10()
    log_spec = torch.maximum(log_spec, log_spec.max() - 8.0)
    return ((log_spec + 4.0) / 4.0).T


def mixed(speech: np.ndarray, noise: np.ndarray, snr_db: float) -> np.ndarray:
    """As torchaudio.functional.add_noise: the noise scaled so that sum(speech^2) / sum(noise^2) is the ratio."""
    original = 10 * (np.log10(np.sum(speech**2)) - np.log10(np.sum(noise**2)))
    return speech + 10 ** ((original - snr_db) / 20) * noise


def rounded(tensor) -> list:
    return [float(f"{value:.7g}") for value in np.asarray(tensor, dtype=np.float64).ravel()]


def main() -> None:
    signal = torch.from_numpy(test_signal(6400, RATE_HZ))
    # torch.stft puts a window of 400 in the middle of its 512 points: 56 zeros on either side make its frames start
    # and end where ours (and Kaldi's) do.
    padded = torch.nn.functional.pad(signal, ((FFT - WINDOW) // 2, (FFT - WINDOW) // 2))

    mel_htk = torchaudio.transforms.MelSpectrogram(RATE_HZ, **mel_settings(mel_scale="htk"))(padded).T
    mel_slaney = torchaudio.transforms.MelSpectrogram(RATE_HZ, **mel_settings(mel_scale="slaney", norm="slaney"))(padded).T
    mfcc = torchaudio.transforms.MFCC(RATE_HZ, n_mfcc=13, log_mels=True, melkwargs=mel_settings(mel_scale="htk"))(padded)
    first = torchaudio.functional.compute_deltas(mfcc, win_length=5)
    second = torchaudio.functional.compute_deltas(first, win_length=5)
    fbank = kaldi.fbank(
        signal[None],
        sample_frequency=float(RATE_HZ),
        frame_length=25.0,
        frame_shift=10.0,
        num_mel_bins=40,
        low_freq=20.0,
        high_freq=7600.0,
        window_type="povey",
        preemphasis_coefficient=0.97,
        remove_dc_offset=False,
        round_to_power_of_two=True,
        snip_edges=True,
        dither=0.0,
        use_energy=False,
        use_power=True,
        use_log_fbank=False,
    )

    fbank_defaults = kaldi.fbank(signal[None], sample_frequency=float(RATE_HZ), dither=0.0)
    decibels = torchaudio.transforms.AmplitudeToDB()(torchaudio.transforms.MelSpectrogram(RATE_HZ)(signal))
    plain = torch.stft(padded, FFT, HOP, WINDOW, torch.hann_window(WINDOW), center=False, return_complex=True)
    windows = {
        "hann": torch.hann_window,
        "hamming": torch.hamming_window,
        "blackman": torch.blackman_window,
    }
    speech = test_signal(1600, RATE_HZ).astype(np.float64)

    goldens = {
        "frames": mel_htk.shape[0],
        "melSpectrogramHtk": rounded(mel_htk),
        "melSpectrogramSlaney": rounded(mel_slaney),
        "mfccWithDeltas": rounded(torch.cat([mfcc, first, second], 0).T),
        "kaldiFbank": rounded(fbank),
        "presets": {
            "kaldi": rounded(fbank_defaults),
            "torchaudio": rounded(decibels.T[::4]),
            "whisper": rounded(whisper(signal)),
        },
        "spectrogram": rounded(torch.log(plain[4:129].abs() ** 2 + 1e-6).T[::8]),
        "pcen": rounded(pcen(mel_htk.numpy().astype(np.float64))),
        "windows": {name: rounded(make(11, dtype=torch.float64)) for name, make in windows.items()},
        "mixedAt5Db": rounded(mixed(speech, speech[::-1], 5.0)),
        "resamplePoly": {str(rate): resampled(rate) for rate in (8_000, 22_050, 44_100, 48_000)},
    }
    target = Path(__file__).resolve().parents[2] / "src/engine/dsp/testing/goldens/features.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(goldens, separators=(",", ":")) + "\n")
    print(target, target.stat().st_size, "bytes")


def resampled(rate_hz: int) -> list:
    """0.1 s of the test signal by scipy's polyphase resampler, filter of 80 dB with the same band edges as ours."""
    source = test_signal(rate_hz // 10, rate_hz)
    divisor = math.gcd(rate_hz, RATE_HZ)
    up, down = RATE_HZ // divisor, rate_hz // divisor
    nyquist_hz = min(rate_hz, RATE_HZ) / 2
    width = 0.1 * nyquist_hz / (rate_hz * up / 2)
    taps, beta = kaiserord(80.0, width)
    fir = firwin(taps | 1, nyquist_hz, window=("kaiser", beta), fs=rate_hz * up)
    return rounded(resample_poly(source.astype(np.float64), up, down, window=fir))


if __name__ == "__main__":
    main()
