#!/bin/sh
# Makes the files of foreign.test.ts by programs that are not ours (sox 14.4, ffmpeg 5.1): 40 ms at 8 kHz, left 440 Hz at
# half scale, right 660 Hz at a quarter; and 200 ms at 48 kHz for the lossy ones. Then run scripts/goldens/audio.py.
set -eu
cd "$(dirname "$0")"
short=$(mktemp --suffix .wav)
long=$(mktemp --suffix .wav)
sox -D -n -r 8000 -b 32 -c 2 "$short" synth 0.04 sine 440 sine 660 remix 1v0.5 2v0.25
sox -D -n -r 48000 -b 16 -c 2 "$long" synth 0.2 sine 440 sine 660 remix 1v0.5 2v0.25
pcm() { ffmpeg -v error -y -i "$short" "$@"; }
lossy() { ffmpeg -v error -y -i "$long" -bitexact "$@"; }

pcm -c:a pcm_s8 s8.aiff
pcm -c:a pcm_s16be s16.aiff
pcm -c:a pcm_s24be s24.aiff
pcm -c:a pcm_s32be s32.aiff
pcm -c:a pcm_s16le -f aiff sowt.aifc
pcm -c:a pcm_f32be -f aiff f32.aifc
pcm -c:a pcm_f64be -f aiff f64.aifc
pcm -c:a pcm_mulaw -f aiff ulaw.aifc
pcm -c:a pcm_alaw -f aiff alaw.aifc
sox -D "$short" -b 16 -t aiff - 2>/dev/null | cat > streamed.aiff

sox -D "$short" -b 8 s8.sph
sox -D "$short" -b 16 -L le.sph
sox -D "$short" -b 16 -B be.sph
sox -D "$short" -b 24 s24.sph
sox -D "$short" -e mu-law -b 8 ulaw.sph

pcm -c:a pcm_u8 u8.wav
pcm -c:a pcm_s24le s24.wav
pcm -c:a pcm_f32le f32.wav
pcm -c:a pcm_f64le f64.wav
pcm -c:a pcm_mulaw ulaw.wav
pcm -c:a pcm_alaw alaw.wav
pcm -c:a pcm_s16le -rf64 always rf64.wav
pcm -c:a pcm_s24le -f wav - | cat > streamed.wav
pcm -c:a pcm_s16le -f w64 s16.w64
pcm -c:a pcm_f32le -f w64 f32.w64

lossy -c:a libopus -b:a 48k opus.webm
lossy -c:a libopus -b:a 48k -ac 1 -f webm -live 1 - | cat > live.webm
lossy -c:a libvorbis -q:a 1 vorbis.webm
lossy -c:a libvorbis -q:a 1 -f matroska vorbis.mka
lossy -c:a aac -b:a 48k aac.m4a
lossy -c:a aac -b:a 48k -f mp4 -movflags empty_moov+frag_keyframe+default_base_moof fragmented.m4a
lossy -c:a aac -b:a 48k aac.aac
rm "$short" "$long"
