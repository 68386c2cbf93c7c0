/** What is told of a person's own dataset that this device keeps. */
export interface KeptDataset {
  readonly id: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly clips: number;
  readonly classes: number;
  /** Of its sound. */
  readonly bytes: number;
  /** Of features made of it, so that training begins at once. */
  readonly featureBytes: number;
}
