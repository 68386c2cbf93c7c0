import { StudioError } from '../../core/errors.ts';
import { hasMark } from '../bytes.ts';
import type { AudioFormat } from '../format.ts';
import { openOpusTrack } from './opus-track.ts';
import { readWebmTrack } from './track.ts';
import { openVorbisTrack } from './vorbis-track.ts';

const openers = { A_OPUS: openOpusTrack, A_VORBIS: openVorbisTrack } as const;

/**
 * WebM and other Matroska files with sound in Opus or Vorbis, as browsers record it: the first track of sound, its packets
 * put into Ogg pages for the same decoders as Ogg files.
 *
 * Taken apart here and not by a library: those that do are many times larger than what is needed of them, for they also
 * write, seek and know every codec.
 */
export const webm: AudioFormat = {
  id: 'webm',
  decoder: 'ours',
  matches: (bytes) => hasMark(bytes, 0, '\x1a\x45\xdf\xa3'),
  open(bytes) {
    const track = readWebmTrack(bytes);
    const open = Object.entries(openers).find(([codec]) => codec === track.codec)?.[1];
    if (!open) throw new StudioError('file/unknown-codec', { codec: `WebM ${track.codec}` });
    if (track.packets.length === 0) throw new StudioError('file/empty');
    return open(track);
  },
};
