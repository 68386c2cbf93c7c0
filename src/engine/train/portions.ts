import type { PortionRows } from './portion-rows.ts';

/** Portions as they come: the one in use, and the next. The one before is let go of. */
export class Portions {
  /** The one in use. */
  current: PortionRows | null = null;
  private next: { readonly rows: PortionRows; readonly taken: () => void } | null = null;
  private wake: () => void = () => undefined;

  /** Resolves when steps begin to draw from it, which is when there is room for another, or when none ever will. */
  add(rows: PortionRows): Promise<void> {
    if (this.next) throw new Error(`portion ${rows.index} came before its turn`);
    return new Promise((taken) => {
      this.next = { rows, taken };
      this.wake();
    });
  }

  /** Makes a portion the one in use. @returns null where it is there; else settles when another has come */
  enter(index: number): Promise<void> | null {
    if (this.current?.index === index) return null;
    const { next } = this;
    if (!next) return new Promise((wake) => (this.wake = wake));
    if (next.rows.index !== index) throw new Error(`portion ${next.rows.index} came for ${index}`);
    this.current = next.rows;
    this.next = null;
    next.taken();
    return null;
  }

  /** Nobody draws any more. */
  dispose(): void {
    this.current = null;
    this.next?.taken();
    this.next = null;
  }
}
