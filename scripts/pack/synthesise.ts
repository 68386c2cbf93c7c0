import { spawn } from 'node:child_process';
import type { Voice } from './roster.ts';
import type { Take } from './take.ts';

/** espeak-ng's own rate. */
export const synthesisRateHz = 22_050;
export const packRateHz = 16_000;

/** Runs a program, feeding `input`, and gives what it wrote. @throws when it fails */
export function runProgram(program: string, args: string[], input?: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out));
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${Buffer.concat(err).toString()}`));
    });
    child.stdin.end(input);
  });
}

/** One word by espeak-ng: mono samples, -1 to 1, at 22,050 Hz. */
export async function synthesise(voice: Voice, take: Take): Promise<Float32Array> {
  const wav = await runProgram('espeak-ng', [
    ...['-v', `${voice.accent}+${voice.variant}`, '-p', String(take.pitch), '-s', String(take.rate)],
    // Quiet enough that no variant clips; loudness is set later.
    ...['-a', '35', '-m', '--stdout', `<prosody range="${take.rangePercent}%">${take.text}</prosody>`],
  ]);
  const headerBytes = 44;
  if (wav.length <= headerBytes) throw new Error(`espeak-ng said nothing for ${voice.id} "${take.text}"`);
  return fromPcm16(wav.subarray(headerBytes));
}

/** Clips from espeak-ng's rate to the pack's, all in one pass of sox, at very high quality, without dither. */
export async function resample(clips: Float32Array[]): Promise<Float32Array[]> {
  // 441 samples before are 320 after: on this grid the cuts stay exact.
  const grid = { before: 441, after: 320 };
  const slots = clips.map((clip) => Math.ceil(clip.length / grid.before) + 4);
  const joined = new Float32Array(slots.reduce((sum, n) => sum + n, 0) * grid.before);
  let at = 0;
  clips.forEach((clip, i) => {
    joined.set(clip, at);
    at += (slots[i] ?? 0) * grid.before;
  });
  const raw = (rate: number) => ['-t', 'raw', '-e', 'floating-point', '-b', '32', '-c', '1', '-r', String(rate)];
  const bytes = await runProgram(
    'sox',
    ['-D', ...raw(synthesisRateHz), '-', ...raw(packRateHz), '-', 'rate', '-v'],
    new Uint8Array(joined.buffer),
  );
  const out = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  let from = 0;
  return slots.map((slot) => out.slice(from, (from += slot * grid.after)));
}

export function fromPcm16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.byteLength >> 1 }, (_, i) => view.getInt16(i * 2, true) / 32768);
}

export function toPcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((x, i) => view.setInt16(i * 2, Math.round(Math.max(-1, Math.min(1, x)) * 32767), true));
  return new Uint8Array(view.buffer);
}
