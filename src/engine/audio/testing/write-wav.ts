import { joinBytes } from '../../core/join-arrays.ts';

/** How a test writes a WAV; everything that a header may lie about can be set. */
export interface WavRecipe {
  readonly tag: number;
  readonly bits: number;
  readonly sampleRateHz: number;
  /** Channels of codes as they stand in the file: integers, or floats for tag 3. */
  readonly channels: readonly (readonly number[])[];
  readonly extensible?: boolean;
  /** As the header says; the true size when left out. */
  readonly dataSize?: number;
  readonly channelCount?: number;
  readonly frameBytes?: number;
  readonly before?: readonly Uint8Array[];
  readonly after?: readonly Uint8Array[];
}

/** A chunk with its padding to an even length. */
export function chunk(name: string, content: Uint8Array, size = content.length): Uint8Array {
  const bytes = new Uint8Array(8 + content.length + (content.length % 2));
  bytes.set(new TextEncoder().encode(name));
  new DataView(bytes.buffer).setUint32(4, size, true);
  bytes.set(content, 8);
  return bytes;
}

export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  return joinBytes(parts);
}

export function writeWav(recipe: WavRecipe): Uint8Array {
  const data = dataOf(recipe);
  const body = concat(
    ...(recipe.before ?? []),
    chunk('fmt ', formatOf(recipe)),
    chunk('data', data, recipe.dataSize ?? data.length),
    ...(recipe.after ?? []),
  );
  const wave = new TextEncoder().encode('WAVE');
  return chunk('RIFF', concat(wave, body));
}

function formatOf({ tag, bits, sampleRateHz, channels, extensible, channelCount, frameBytes }: WavRecipe): Uint8Array {
  const count = channelCount ?? channels.length;
  const blockBytes = frameBytes ?? count * Math.ceil(bits / 8);
  const view = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  view.setUint16(0, extensible ? 0xfffe : tag, true);
  view.setUint16(2, count, true);
  view.setUint32(4, sampleRateHz, true);
  view.setUint32(8, sampleRateHz * blockBytes, true);
  view.setUint16(12, blockBytes, true);
  view.setUint16(14, bits, true);
  if (extensible) {
    view.setUint16(16, 22, true);
    view.setUint16(18, bits, true);
    // KSDATAFORMAT_SUBTYPE: the tag, then the fixed rest of the GUID
    new Uint8Array(view.buffer).set([tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71], 24);
  }
  return new Uint8Array(view.buffer);
}

function dataOf({ tag, bits, channels }: WavRecipe): Uint8Array {
  const frames = channels[0]?.length ?? 0;
  const width = bits / 8;
  const view = new DataView(new ArrayBuffer(frames * channels.length * width));
  for (let i = 0; i < frames; i++) {
    channels.forEach((codes, c) => {
      const at = (i * channels.length + c) * width;
      const code = codes[i] ?? 0;
      if (tag === 3) return bits === 32 ? view.setFloat32(at, code, true) : view.setFloat64(at, code, true);
      for (let byte = 0; byte < width; byte++) view.setUint8(at + byte, Math.floor(code / 256 ** byte) & 0xff);
    });
  }
  return new Uint8Array(view.buffer);
}
