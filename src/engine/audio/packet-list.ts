import { StudioError } from '../core/errors.ts';
import { corrupt, truncated } from './bytes.ts';

/** Almost three hours of Opus, six of AAC. What refers to packets takes memory too, and a few bytes can claim millions. */
const MAX_PACKETS = 2 ** 19;

/** The packets that a container points to, each a stretch of the file. */
export class PacketList {
  readonly packets: Uint8Array[] = [];
  private totalBytes = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /**
   * @throws StudioError `file/truncated` beyond the end of the file, `file/corrupt` when it is empty or packets overlap,
   *   `file/too-long` when there are too many
   */
  add(start: number, size: number): void {
    if (!(start >= 0 && size > 0)) throw corrupt('empty packet');
    if (start + size > this.bytes.length) throw truncated(start + size, this.bytes.length);
    this.totalBytes += size;
    if (this.totalBytes > this.bytes.length) throw corrupt('packets overlap');
    const packets = this.packets.push(this.bytes.subarray(start, start + size));
    if (packets > MAX_PACKETS) throw new StudioError('file/too-long', { packets, max: MAX_PACKETS });
  }
}
