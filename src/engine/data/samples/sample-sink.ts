import { allocateBank } from '../bank.ts';
import type { AudioRef, Dataset } from '../dataset.ts';
import { BlockWriter } from './block-writer.ts';
import { asInt16 } from './sample-coding.ts';
import type { SampleFile } from './stored-samples.ts';

/** Where the samples of clips go as they are decoded, one clip after another. */
export interface SampleSink {
  /** @throws StudioError `file/no-room` when the disk is full */
  add(samples: Float32Array): Promise<Pick<AudioRef, 'offset' | 'coding'>>;
  finish(): Promise<Pick<Dataset, 'pcm' | 'stored'>>;
  /** What came so far is not wanted. */
  discard(): Promise<void>;
}

/** @param bytes that it will hold, as far as can be told */
export type CreateSink = (bytes: number) => Promise<SampleSink>;

/** All of them in memory: a bank when the last has come. */
export class MemorySink implements SampleSink {
  private readonly clips: Float32Array[] = [];
  private length = 0;

  add(samples: Float32Array): Promise<Pick<AudioRef, 'offset'>> {
    const offset = this.length;
    this.clips.push(samples);
    this.length += samples.length;
    return Promise.resolve({ offset });
  }

  finish(): Promise<Pick<Dataset, 'pcm'>> {
    const pcm = allocateBank(this.length);
    let offset = 0;
    // Each leaves the list as it is copied, so that both never lie whole in memory.
    this.clips.reverse();
    for (let clip = this.clips.pop(); clip; clip = this.clips.pop()) {
      pcm.set(clip, offset);
      offset += clip.length;
    }
    return Promise.resolve({ pcm });
  }

  discard(): Promise<void> {
    this.clips.length = 0;
    return Promise.resolve();
  }
}

/** In a file of this device: in memory is no more than a block of them. */
export class FileSink implements SampleSink {
  private readonly writer: BlockWriter;

  constructor(private readonly file: SampleFile) {
    this.writer = new BlockWriter((bytes) => file.write(bytes));
  }

  async add(samples: Float32Array): Promise<Pick<AudioRef, 'offset' | 'coding'>> {
    const { writer } = this;
    const integers = asInt16(samples);
    const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: size } = integers ?? samples;
    // Values begin at a multiple of their size.
    await writer.add(new Uint8Array((size - (writer.length % size)) % size));
    const offset = writer.length / size;
    await writer.add(new Uint8Array(buffer, byteOffset, byteLength));
    return integers ? { offset, coding: 'int16' } : { offset };
  }

  async finish(): Promise<Pick<Dataset, 'pcm' | 'stored'>> {
    await this.writer.flush();
    return { pcm: new Float32Array(0), stored: await this.file.finish() };
  }

  discard(): Promise<void> {
    return this.file.discard();
  }
}
