/**
 * What distinguishes a GRU from an LSTM on the way through the frames. The code is WGSL for one valid frame of one row;
 * every value is a `vec4f`, of four units.
 */
export interface Cell {
  readonly name: string;
  /** Of the weights, in PyTorch's order. */
  readonly gates: number;
  /** Numbers of a unit that go from frame to frame beside the state on the way there, and those on the way back. */
  readonly carries: { readonly forward: number; readonly backward: number };
  /** Whether the gradients of both sides' products differ: those of the hidden side get a buffer of their own then. */
  readonly sidesDiffer: boolean;
  /** Sets `state`, given the one `before`. */
  forward(frame: ForwardFrame): string;
  /** Hands over the gradients, given `total`, that of the state; and where the sides differ, the state `before`. */
  backward(frame: BackwardFrame): string;
}

/** Expressions and statements of the code; the statements that keep something are empty where there is no way back. */
export interface ForwardFrame {
  /** The input side's product of a gate. */
  ofInput(gate: number): string;
  /** The hidden side's. */
  ofHidden(gate: number): string;
  carried(which: number): string;
  carry(which: number, value: string): string;
  keepGate(gate: number, value: string): string;
  /** One number more. */
  keepAside(value: string): string;
}

export interface BackwardFrame {
  /** As it was kept. */
  gate(gate: number): string;
  aside(): string;
  carried(which: number): string;
  /** The first is the gradient that goes straight to the state before. */
  carry(which: number, value: string): string;
  /** Gradients of a gate's products. */
  give(gate: number, ofInput: string, ofHidden?: string): string;
}
