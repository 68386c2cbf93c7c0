import { corrupt } from '../bytes.ts';
import type { AudioFile } from '../format.ts';
import { decodeVorbis, readVorbisHead } from '../ogg-vorbis/index.ts';
import { writeOggPages } from '../ogg/write-pages.ts';
import { xiphSizes } from './lacing.ts';
import type { WebmTrack } from './track.ts';

/** The three headers of Vorbis: identification, comments, set-up. */
const HEADERS = 3;

export function openVorbisTrack({ codecPrivate, packets, lastSeconds, paddingSeconds }: WebmTrack): AudioFile {
  const [identification, comments, setup] = headersIn(codecPrivate);
  const head = readVorbisHead(identification);
  return {
    ...head,
    // Without the last packet; only the decoder knows how long that is.
    seconds: lastSeconds > 0 ? lastSeconds : null,
    async decode(maxFrames) {
      const pages = [[identification], [comments, setup], ...packets.map((packet) => [packet])];
      const bytes = writeOggPages(pages.map((content) => ({ packets: content, granule: 0 })));
      const { sampleRateHz, channels } = await decodeVorbis(bytes, maxFrames);
      const padding = Math.round(paddingSeconds * sampleRateHz);
      const kept = Math.max(0, (channels[0]?.length ?? 0) - padding);
      return { sampleRateHz, channels: channels.map((samples) => samples.subarray(0, kept)) };
    },
  };
}

/** The private data: the number of headers less one, the sizes of all but the last, the headers. */
function headersIn(codecPrivate: Uint8Array): [Uint8Array, Uint8Array, Uint8Array] {
  if (codecPrivate[0] !== HEADERS - 1) throw corrupt('Vorbis headers');
  const { sizes, start } = xiphSizes(codecPrivate, HEADERS, 1);
  const [first = 0, second = 0] = sizes;
  const [setupAt, end] = [start + first + second, codecPrivate.length];
  if (setupAt > end) throw corrupt('Vorbis headers');
  return [
    codecPrivate.subarray(start, start + first),
    codecPrivate.subarray(start + first, setupAt),
    codecPrivate.subarray(setupAt),
  ];
}
