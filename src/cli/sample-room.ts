import { BYTES_PER_SAMPLE } from '../engine/data/samples/sample-coding.ts';
import { FileSink, MemorySink, type CreateSink } from '../engine/data/samples/sample-sink.ts';
import { tempSamples } from './temp-samples.ts';

/** As 32-bit floats: more than an hour at 16 kHz lies in a temporary file instead. */
const MEMORY_BYTES = 2 ** 28;

/** Bytes of memory that so many samples take: none of those that lie in a file. */
export function samplesInMemory(samples: number, memoryBytes = MEMORY_BYTES): number {
  const bytes = samples * BYTES_PER_SAMPLE.float32;
  return bytes <= memoryBytes ? bytes : 0;
}

/** Where so many samples go; those in a file as 16-bit integers where that loses nothing. */
export function sinkFor(samples: number, memoryBytes?: number): CreateSink {
  if (samples === 0 || samplesInMemory(samples, memoryBytes) > 0) return async () => new MemorySink();
  return async () => new FileSink(await tempSamples.create(samples * BYTES_PER_SAMPLE.int16));
}
