/** What a training was asked for while it runs: heard between two steps, and while it waits. */
export class Wish {
  private asked: 'pause' | 'stop' | null = null;
  private wake: (() => void) | null = null;

  get current(): 'pause' | 'stop' | null {
    return this.asked;
  }

  make(wish: 'pause' | 'stop'): void {
    this.asked = wish;
    this.wake?.();
  }

  fulfilled(): void {
    this.asked = null;
  }

  /** Waits until that has come, or a wish has: false then. */
  async orElse(coming: Promise<void>): Promise<boolean> {
    if (this.asked !== null) return false;
    const wished = new Promise<void>((resolve) => (this.wake = resolve));
    await Promise.race([coming, wished]);
    this.wake = null;
    return this.asked === null;
  }
}
