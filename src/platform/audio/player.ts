import type { ClipSamples } from '../../engine/data/clip-samples.ts';

/** Plays one clip at a time. */
export class ClipPlayer {
  private context: AudioContext | null = null;
  private stopCurrent: (() => void) | null = null;

  /**
   * Plays a clip from its start, stopping what plays. The browser converts its rate to the device's.
   * Before a first press in the page browsers let nothing sound: then the clip waits for it.
   * @returns resolves at its end, or when stopped
   */
  async play({ samples, sampleRateHz }: ClipSamples): Promise<void> {
    this.stop();
    if (samples.length === 0) return;
    const context = (this.context ??= new AudioContext({ latencyHint: 'interactive' }));
    const buffer = context.createBuffer(1, samples.length, sampleRateHz);
    // A copy: samples may be shared memory, which an AudioBuffer does not take.
    buffer.copyToChannel(samples.slice(), 0);
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    await new Promise<void>((resolve) => {
      let started = false;
      const end = () => {
        if (this.stopCurrent === end) this.stopCurrent = null;
        if (started) source.stop();
        source.disconnect();
        resolve();
      };
      this.stopCurrent = end;
      source.onended = end;
      void context.resume().then(() => {
        if (this.stopCurrent !== end) return;
        started = true;
        source.start();
      });
    });
  }

  stop(): void {
    this.stopCurrent?.();
  }
}
