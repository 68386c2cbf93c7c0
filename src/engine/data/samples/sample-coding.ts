/** How samples are written: as 16-bit integers where that loses nothing, else as 32-bit floats. */
export type SampleCoding = 'int16' | 'float32';

export const BYTES_PER_SAMPLE: Readonly<Record<SampleCoding, number>> = { int16: 2, float32: 4 };
const FULL_SCALE = 2 ** 15;

/** The same samples as 16-bit integers; null where one of them would not come back with the same value. */
export function asInt16(samples: Float32Array): Int16Array<ArrayBuffer> | null {
  const integers = new Int16Array(samples.length);
  for (let n = 0; n < samples.length; n++) {
    const scaled = samples[n]! * FULL_SCALE;
    integers[n] = scaled;
    if (integers[n] !== scaled) return null;
  }
  return integers;
}

/** What {@link asInt16} was given. @param out as long as `integers` */
export function fromInt16(integers: Int16Array, out: Float32Array): void {
  for (let n = 0; n < integers.length; n++) out[n] = integers[n]! / FULL_SCALE;
}
