import { createHash } from 'node:crypto';

/** The MD5 of the samples that the encoder saw: the last 16 bytes of STREAMINFO (RFC 9639, section 8.2). */
export function encodedDigest(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(26, 42)).toString('hex');
}

/** The same digest of decoded samples: interleaved, little-endian, whole bytes. */
export function pcmDigest(channels: readonly Float32Array[], bits: number): string {
  const width = bits / 8;
  const frames = channels[0]?.length ?? 0;
  const pcm = Buffer.alloc(frames * channels.length * width);
  channels.forEach((samples, c) => {
    samples.forEach((sample, i) => pcm.writeIntLE(sample * 2 ** (bits - 1), (i * channels.length + c) * width, width));
  });
  return createHash('md5').update(pcm).digest('hex');
}
