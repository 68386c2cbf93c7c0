import { StudioError } from '../../core/errors.ts';
import { AAC_FRAME_SAMPLES } from '../aac/rates.ts';
import { decodeByBrowser } from '../browser-decoder.ts';
import { hasMark } from '../bytes.ts';
import type { AudioFormat } from '../format.ts';
import { PacketList } from '../packet-list.ts';
import { addFragments } from './fragments.ts';
import { addSampleTable } from './sample-table.ts';
import { readAacTrack } from './track.ts';

/**
 * AAC in MP4 (M4A, and the sound of films), whole or in fragments, as Safari records it: taken apart here, decoded by the
 * browser. What the edit list leaves out at both ends is left out.
 */
export const mp4: AudioFormat = {
  id: 'mp4',
  decoder: 'browser',
  matches: (bytes) => hasMark(bytes, 4, 'ftyp'),
  open(bytes) {
    const { id, config, table, edit } = readAacTrack(bytes);
    const list = new PacketList(bytes);
    addSampleTable(list, bytes, table);
    addFragments(list, bytes, id);
    const { packets } = list;
    if (packets.length === 0) throw new StudioError('file/empty');
    const { sampleRateHz, channels } = config;
    return {
      sampleRateHz,
      channels,
      seconds: (packets.length * AAC_FRAME_SAMPLES) / sampleRateHz,
      async decode(maxFrames) {
        const audio = await decodeByBrowser({ ...config, packets }, maxFrames);
        const { sampleRateHz: rateHz, channels: decoded } = audio;
        // A first packet with nothing in it but what the next one needs gives no samples, so they need not be skipped.
        const expected = (packets.length * AAC_FRAME_SAMPLES * rateHz) / sampleRateHz;
        const missing = Math.max(0, expected - (decoded[0]?.length ?? 0));
        const skipped = Math.max(0, Math.round(edit.fromSeconds * rateHz) - missing);
        const end = skipped + Math.round(edit.seconds * rateHz);
        return { ...audio, channels: decoded.map((samples) => samples.subarray(skipped, end)) };
      },
    };
  },
};
