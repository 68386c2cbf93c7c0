import { engine, type Tensor } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../tensor/gradients.ts';
import type { FusedOps, RecurrentWeights } from '../../../tensor/ops/contract.ts';
import { checkInitial } from '../../../tensor/ops/initial-state.ts';
import { simd, type SimdBackend } from '../backend.ts';
import { SCRATCH_BYTES } from '../layout.ts';
import type { Machine } from '../machine.ts';
import { checkLengths } from '../../lengths.ts';
import { sumParts } from './sum-parts.ts';

/** What distinguishes the kernels of a GRU from those of an LSTM. */
export interface Cell {
  readonly forward: string;
  readonly backward: string;
  /** Of the weights, in PyTorch's order. */
  readonly gates: number;
  /** Numbers kept for the way back, of a unit and frame. */
  readonly slots: number;
  /** Biases of the four products of a unit: of which gate, and of which side. */
  readonly biases: readonly { readonly gate: number; readonly side: 'input' | 'hidden' | 'both' }[];
  /** Where the gradients of the gates lie among the four that the kernel makes; those of x come from successive ones. */
  readonly gradients: { readonly input: readonly number[]; readonly hidden: readonly number[] };
}

interface Shape {
  readonly batch: number;
  readonly frames: number;
  readonly inputs: number;
  readonly units: number;
}

/** Rows of the batch that a chunk takes through all frames, a multiple of 4; never by the number of threads. */
const rowsAChunk = (batch: number): number => Math.min(32, 4 * Math.max(1, Math.ceil(batch / MOST_CHUNKS / 4)));
/** Each has its own part in the gradients of the weights, so more would cost memory. */
const MOST_CHUNKS = 16;
/** Rows and frames whose part in the gradients of the weights is added at once. */
const DEPTH_A_BLOCK = 128;

const upTo = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Gives temporary blocks. See `Heap.scope`. */
type Room = (bytes: number) => number;

/** A layer over whole sequences. See {@link FusedOps.gru} and assembly/recurrent. */
export function recurrentOf(cell: Cell): FusedOps['gru'] {
  return (x, weights, { lengths, inputGradient = true, reverse = false, initial } = {}) => {
    const { input, hidden, inputBias, hiddenBias } = weights;
    const [batch = 0, frames = 0, inputs = 0] = x.shape;
    const shape = { batch, frames, inputs, units: hidden.shape[1] ?? 0 };
    checkLengths(lengths, batch);
    checkInitial(initial, batch, shape.units);
    const valid = Int32Array.from({ length: batch }, (_, row) =>
      Math.max(0, Math.min(frames, lengths?.[row] ?? frames)),
    );
    const parameters = [input, hidden, inputBias, hiddenBias];
    return withGradient(inputGradient ? [...parameters, x] : parameters, (save) => {
      const { y, kept } = runForward(cell, x, weights, shape, valid, reverse, initial);
      save([x, input, hidden, y, ...(kept ? [kept] : [])]);
      return {
        value: y,
        gradient: (dy, saved) =>
          simd().machine.heap.scope((room) => runBackward(cell, saved, dy, shape, valid, reverse, inputGradient, room)),
      };
    });
  };
}

function runForward(
  cell: Cell,
  x: Tensor,
  weights: RecurrentWeights,
  { batch, frames, inputs, units }: Shape,
  lengths: Int32Array,
  reverse: boolean,
  initial: Tensor | undefined,
): { readonly y: Tensor; readonly kept: Tensor | null } {
  const backend = simd();
  const { machine } = backend;
  const own = rowsAChunk(batch);
  const chunks = Math.ceil(batch / own);
  const padded = upTo(units, 8);
  const y = backend.create([batch, frames, units]);
  const floatsAFrame = own * cell.slots * padded;
  // Without a tape there is no way back.
  const kept = engine().state.gradientDepth > 0 ? backend.create([chunks, frames, floatsAFrame]) : null;
  machine.heap.scope((room) => {
    const panels = room(4 * padded * cell.gates * (units + inputs));
    machine.run('packGates', padded / 8, [
      ...[backend.addressOf(weights.hidden), backend.addressOf(weights.input), panels, cell.gates, units, inputs],
    ]);
    const biases = layOutBiases(backend, room, cell, weights, units);
    const rows = writeLengths(machine, room, lengths);
    const bytes = 4 * own * (2 * upTo(padded + inputs, 4) + padded) + (kept ? 0 : 4 * floatsAFrame);
    const work = bytes > SCRATCH_BYTES ? room(chunks * bytes) : 0;
    machine.run(cell.forward, chunks, [
      ...[backend.addressOf(x), backend.addressOf(y), panels, biases, rows, kept ? backend.addressOf(kept) : 0],
      ...[batch, frames, inputs, units, own, reverse ? 1 : 0, work, bytes, initial ? backend.addressOf(initial) : 0],
    ]);
  });
  return { y, kept };
}

function runBackward(
  cell: Cell,
  saved: readonly Tensor[],
  dy: Tensor,
  { batch, frames, inputs, units }: Shape,
  lengths: Int32Array,
  reverse: boolean,
  inputGradient: boolean,
  room: Room,
): Tensor[] {
  const [x, input, hidden, y, kept] = saved as [Tensor, Tensor, Tensor, Tensor, Tensor];
  const backend = simd();
  const { machine } = backend;
  const { gates } = cell;
  const own = rowsAChunk(batch);
  const chunks = Math.ceil(batch / own);
  const padded = upTo(units, 8);
  const pack = (weights: Tensor, columns: number, firstGate: number): number => {
    const panels = room(4 * upTo(columns, 8) * gates * padded);
    const from = backend.addressOf(weights);
    machine.run('packGatesDeep', Math.ceil(columns / 8), [from, panels, gates, units, columns, firstGate]);
    return panels;
  };
  const hiddenPanels = pack(hidden, units, 0);
  const inputPanels = inputGradient ? pack(input, inputs, cell.gradients.input.indexOf(0)) : 0;
  const dx = inputGradient ? backend.create([batch, frames, inputs]) : null;
  const [dInput, dHidden] = [backend.create(input.shape), backend.create(hidden.shape)];
  const [ofInput, ofHidden, ofBiases] = [
    new Sums(machine, room, chunks, dInput.size, backend.addressOf(dInput)),
    new Sums(machine, room, chunks, dHidden.size, backend.addressOf(dHidden)),
    new Sums(machine, room, chunks, 4 * padded, room(16 * padded)),
  ];
  const rows = writeLengths(machine, room, lengths);
  const gatesARow = 4 * padded + 16;
  const around = 4 * ((2 * own + 1) * padded + 16 * own + 3 * gatesARow) + 192;
  const bytesARow = 4 * (gatesARow + padded + upTo(inputs, 8));
  const fitting = Math.floor((SCRATCH_BYTES - around) / (bytesARow * own));
  const framesABlock = Math.max(1, Math.min(Math.floor(DEPTH_A_BLOCK / own), fitting));
  const bytes = around + framesABlock * own * bytesARow;
  const work = bytes > SCRATCH_BYTES ? room(chunks * bytes) : 0;
  machine.run(cell.backward, chunks, [
    ...[backend.addressOf(x), backend.addressOf(y), backend.addressOf(dy), backend.addressOf(kept)],
    ...[hiddenPanels, inputPanels, rows, dx ? backend.addressOf(dx) : 0],
    ...[ofHidden.parts, ofInput.parts, ofBiases.parts],
    ...[batch, frames, inputs, units, own, reverse ? 1 : 0, framesABlock, work, bytes],
  ]);
  for (const sums of [ofInput, ofHidden, ofBiases]) sums.finish();
  const bias = (order: readonly number[]): Tensor => {
    const gradient = backend.create([gates * units]);
    const to = floatsAt(machine, backend.addressOf(gradient), gates * units);
    for (const [gate, place] of order.entries())
      to.set(floatsAt(machine, ofBiases.total + 4 * place * padded, units), gate * units);
    return gradient;
  };
  const gradients = [dInput, dHidden, bias(cell.gradients.input), bias(cell.gradients.hidden)];
  return dx ? [...gradients, dx] : gradients;
}

/** A sum that every chunk has its own part in; added in their order. */
class Sums {
  readonly parts: number;

  /** @param total address of [size] */
  constructor(
    private readonly machine: Machine,
    room: Room,
    private readonly chunks: number,
    private readonly size: number,
    readonly total: number,
  ) {
    this.parts = chunks === 1 ? total : room(4 * chunks * size);
  }

  finish(): void {
    const { machine, chunks, size, parts, total } = this;
    // No chunk at all sums to zeros.
    if (chunks !== 1) sumParts(machine, parts, chunks, size, total);
  }
}

const floatsAt = (machine: Machine, address: number, count: number): Float32Array =>
  new Float32Array(machine.memory.buffer, address, count);

/** The lengths in the kernels' memory. */
function writeLengths(machine: Machine, room: Room, lengths: Int32Array): number {
  const address = room(4 * lengths.length);
  machine.wordsAt(address, lengths.length).set(lengths);
  return address;
}

/** What is added to the four products of every unit: [units / 8, 4, 8], zeros where no units are. */
function layOutBiases(backend: SimdBackend, room: Room, cell: Cell, weights: RecurrentWeights, units: number): number {
  const { machine } = backend;
  const padded = upTo(units, 8);
  const address = room(16 * padded);
  const to = floatsAt(machine, address, 4 * padded).fill(0);
  const input = floatsAt(machine, backend.addressOf(weights.inputBias), cell.gates * units);
  const hidden = floatsAt(machine, backend.addressOf(weights.hiddenBias), cell.gates * units);
  for (const [slot, { gate, side }] of cell.biases.entries()) {
    for (let unit = 0; unit < units; unit++) {
      const at = gate * units + unit;
      const sum = (side === 'hidden' ? 0 : (input[at] ?? 0)) + (side === 'input' ? 0 : (hidden[at] ?? 0));
      to[(unit >> 3) * 32 + slot * 8 + (unit & 7)] = sum;
    }
  }
  return address;
}
