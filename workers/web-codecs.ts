import type { BrowserDecoder, EncodedAudio } from '../src/engine/audio/browser-decoder.ts';
import type { DecodedAudio } from '../src/engine/audio/format.ts';
import { joinPieces, type DecodedPiece } from '../src/engine/audio/join-pieces.ts';
import { StudioError } from '../src/engine/core/errors.ts';

/** Packets that wait for the decoder: more would only take memory. */
const MAX_QUEUED = 64;

/** The browser's decoders by WebCodecs, which workers have too. */
export const webCodecs: BrowserDecoder = {
  async decode(audio, maxFrames) {
    const { codec, sampleRateHz, channels, description } = audio;
    const config: AudioDecoderConfig = {
      codec,
      sampleRate: sampleRateHz,
      numberOfChannels: channels,
      ...(description && { description: description.slice() }),
    };
    if (!(await isSupported(config))) throw new StudioError('file/no-decoder', { codec });
    return decodePackets(config, audio, maxFrames);
  },
};

async function isSupported(config: AudioDecoderConfig): Promise<boolean> {
  if (typeof AudioDecoder === 'undefined') return false;
  return AudioDecoder.isConfigSupported(config).then(
    ({ supported }) => supported === true,
    () => false,
  );
}

async function decodePackets(
  config: AudioDecoderConfig,
  { packets, sampleRateHz }: EncodedAudio,
  maxFrames: number,
): Promise<DecodedAudio> {
  const pieces: DecodedPiece[] = [];
  let frames = 0;
  let failure: unknown = null;
  const decoder = new AudioDecoder({
    output(data) {
      frames += data.numberOfFrames;
      pieces.push(pieceOf(data));
      data.close();
    },
    error(thrown) {
      failure = thrown;
    },
  });
  try {
    decoder.configure(config);
    for (const [n, data] of packets.entries()) {
      if (failure !== null) break;
      decoder.decode(new EncodedAudioChunk({ type: 'key', timestamp: n, data: data.slice() }));
      if (decoder.decodeQueueSize >= MAX_QUEUED) await dequeued(decoder);
      if (frames > maxFrames) {
        throw new StudioError('file/too-long', { seconds: frames / sampleRateHz, max: maxFrames / sampleRateHz });
      }
    }
    await decoder.flush();
  } catch (thrown) {
    throw StudioError.from(failure ?? thrown, 'file/corrupt');
  } finally {
    if (decoder.state !== 'closed') decoder.close();
  }
  return joinPieces(pieces);
}

/** Also told when the decoder fails, for then nothing waits any more. */
function dequeued(decoder: AudioDecoder): Promise<void> {
  return new Promise((resolve) => {
    decoder.addEventListener('dequeue', () => resolve(), { once: true });
  });
}

function pieceOf(data: AudioData): DecodedPiece {
  const channelData = Array.from({ length: data.numberOfChannels }, (_, planeIndex) => {
    const samples = new Float32Array(data.numberOfFrames);
    data.copyTo(samples, { planeIndex, format: 'f32-planar' });
    return samples;
  });
  return { channelData, samplesDecoded: data.numberOfFrames, sampleRate: data.sampleRate };
}
