const BLOCK_BYTES = 2 ** 20;

/** Gathers small pieces into blocks before they are written: each write has its price. */
export class BlockWriter {
  /** Bytes so far, written or not. */
  length = 0;
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private held = 0;

  /** @param write gets a view that is valid until it resolves */
  constructor(private readonly write: (bytes: Uint8Array) => Promise<void>) {}

  async add(bytes: Uint8Array): Promise<void> {
    this.length += bytes.length;
    if (this.held + bytes.length > BLOCK_BYTES) await this.flush();
    // Of memory that threads share, no file takes bytes in every browser: they pass through the block.
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + BLOCK_BYTES);
      this.block.set(piece, this.held);
      this.held += piece.length;
      at += piece.length;
      if (this.held === BLOCK_BYTES) await this.flush();
    }
  }

  async flush(): Promise<void> {
    const { held } = this;
    this.held = 0;
    if (held > 0) await this.write(this.block.subarray(0, held));
  }
}
