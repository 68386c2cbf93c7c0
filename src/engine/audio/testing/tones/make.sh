#!/bin/sh
# Makes the tones of codecs.test.ts (needs sox, flac, lame's library through ffmpeg, opusenc):
# 0.25 s, left 440 Hz at half scale, right 660 Hz at a quarter; and the left one alone.
set -eu
cd "$(dirname "$0")"
sox -D -n -r 48000 -b 16 -c 2 stereo.wav synth 0.25 sine 440 sine 660 remix 1v0.5 2v0.25
sox -D stereo.wav mono.wav remix 1
for name in stereo mono; do
  flac --silent --force --best --no-padding -o "$name.flac" "$name.wav"
  ffmpeg -v error -y -i "$name.wav" -c:a libmp3lame -b:a 96k "$name.mp3"
  ffmpeg -v error -y -i "$name.wav" -c:a libvorbis -q:a 4 -bitexact "$name.ogg"
  opusenc --quiet --bitrate 64 --serial 1 "$name.wav" "$name.opus"
done
rm stereo.wav mono.wav
# Two minutes of silence in 1.2 kB, from a pipe, so that the header does not say how long it is.
sox -n -r 48000 -b 16 -c 1 -e signed -L -t raw - trim 0 120 | flac --silent --lax -b 65535 --no-padding \
  --force-raw-format --endian little --channels 1 --bps 16 --sample-rate 48000 --sign signed -c - > two-minutes.flac
