import type { InputProcessing, Split } from './dataset.ts';

/** What is told of a clip, without its sound. */
export interface ClipInfo {
  /** Position in the dataset. */
  readonly index: number;
  readonly id: string;
  readonly label: string | null;
  readonly transcript: string | null;
  readonly speaker: string | null;
  readonly split: Split | null;
  readonly seconds: number;
  readonly sampleRateHz: number;
  /** What the browser did to it before it was recorded; null where it is not known. */
  readonly processing: InputProcessing | null;
}
