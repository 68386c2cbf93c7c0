/** A recurrent layer as its formulas stand, number by number in float64, with derivatives by hand. */

export interface LayerCase {
  readonly kind: 'gru' | 'lstm';
  readonly batch: number;
  readonly frames: number;
  readonly inputs: number;
  readonly units: number;
  readonly lengths: readonly number[];
  readonly reverse: boolean;
  readonly x: ArrayLike<number>;
  readonly input: ArrayLike<number>;
  readonly hidden: ArrayLike<number>;
  readonly inputBias: ArrayLike<number>;
  readonly hiddenBias: ArrayLike<number>;
  readonly dy: ArrayLike<number>;
}

export interface LayerResult {
  readonly y: Float64Array;
  readonly input: Float64Array;
  readonly hidden: Float64Array;
  readonly inputBias: Float64Array;
  readonly hiddenBias: Float64Array;
  readonly x: Float64Array;
}

const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));

/** One frame of one row, and how to come back from it. */
interface Step {
  readonly state: Float64Array;
  readonly cell: Float64Array;
  /** Gradients of the products of both sides, and what goes straight to the state and the cell before. */
  back(
    dState: Float64Array,
    dCell: Float64Array,
  ): { ofInputSide: number[]; ofHiddenSide: number[]; straight: number[]; cell: number[] };
}

function gruStep(units: number, ofX: number[], ofH: number[], before: Float64Array): Step {
  const at = (unit: number) => {
    const r = sigmoid(ofX[unit]! + ofH[unit]!);
    const z = sigmoid(ofX[units + unit]! + ofH[units + unit]!);
    return { r, z, n: Math.tanh(ofX[2 * units + unit]! + r * ofH[2 * units + unit]!) };
  };
  const gates = Array.from({ length: units }, (_, unit) => at(unit));
  return {
    state: Float64Array.from(gates, ({ z, n }, unit) => (1 - z) * n + z * before[unit]!),
    cell: new Float64Array(units),
    back(dState) {
      const dN = gates.map(({ z, n }, unit) => dState[unit]! * (1 - z) * (1 - n * n));
      const dZ = gates.map(({ z, n }, unit) => dState[unit]! * (before[unit]! - n) * z * (1 - z));
      const dR = gates.map(({ r }, unit) => dN[unit]! * ofH[2 * units + unit]! * r * (1 - r));
      const dHidden = gates.map(({ r }, unit) => dN[unit]! * r);
      return {
        ofInputSide: [...dR, ...dZ, ...dN],
        ofHiddenSide: [...dR, ...dZ, ...dHidden],
        straight: gates.map(({ z }, unit) => dState[unit]! * z),
        cell: dN.map(() => 0),
      };
    },
  };
}

function lstmStep(units: number, ofX: number[], ofH: number[], cellBefore: Float64Array): Step {
  const gates = Array.from({ length: units }, (_, unit) => {
    const product = (gate: number): number => ofX[gate * units + unit]! + ofH[gate * units + unit]!;
    const [i, f, g, o] = [sigmoid(product(0)), sigmoid(product(1)), Math.tanh(product(2)), sigmoid(product(3))];
    const c = f * cellBefore[unit]! + i * g;
    return { i, f, g, o, c };
  });
  return {
    state: Float64Array.from(gates, ({ o, c }) => o * Math.tanh(c)),
    cell: Float64Array.from(gates, ({ c }) => c),
    back(dState, dCell) {
      const total = gates.map(({ o, c }, unit) => dCell[unit]! + dState[unit]! * o * (1 - Math.tanh(c) ** 2));
      const all = [
        ...gates.map(({ i, g }, unit) => total[unit]! * g * i * (1 - i)),
        ...gates.map(({ f }, unit) => total[unit]! * cellBefore[unit]! * f * (1 - f)),
        ...gates.map(({ i, g }, unit) => total[unit]! * i * (1 - g * g)),
        ...gates.map(({ o, c }, unit) => dState[unit]! * Math.tanh(c) * o * (1 - o)),
      ];
      const cell = gates.map(({ f }, unit) => total[unit]! * f);
      return { ofInputSide: all, ofHiddenSide: all, straight: gates.map(() => 0), cell };
    },
  };
}

export function referenceLayer(layer: LayerCase): LayerResult {
  const { kind, batch, frames, inputs, units, lengths, reverse, x, dy } = layer;
  const size = (kind === 'gru' ? 3 : 4) * units;
  const y = new Float64Array(batch * frames * units);
  const d = {
    input: new Float64Array(size * inputs),
    hidden: new Float64Array(size * units),
    inputBias: new Float64Array(size),
    hiddenBias: new Float64Array(size),
    x: new Float64Array(batch * frames * inputs),
  };
  const side = (weights: ArrayLike<number>, bias: ArrayLike<number>, from: ArrayLike<number>, at: number, n: number) =>
    Array.from({ length: size }, (_, row) => {
      let sum = bias[row]!;
      for (let i = 0; i < n; i++) sum += weights[row * n + i]! * from[at + i]!;
      return sum;
    });
  for (let row = 0; row < batch; row++) {
    const order = Array.from({ length: lengths[row]! }, (_, t) => (reverse ? lengths[row]! - 1 - t : t));
    let [state, cell] = [new Float64Array(units), new Float64Array(units)];
    const steps: { step: Step; before: Float64Array; t: number }[] = [];
    for (const t of order) {
      const ofX = side(layer.input, layer.inputBias, x, (row * frames + t) * inputs, inputs);
      const ofH = side(layer.hidden, layer.hiddenBias, state, 0, units);
      const step = kind === 'gru' ? gruStep(units, ofX, ofH, state) : lstmStep(units, ofX, ofH, cell);
      steps.push({ step, before: state, t });
      [state, cell] = [step.state as Float64Array<ArrayBuffer>, step.cell as Float64Array<ArrayBuffer>];
      y.set(state, (row * frames + t) * units);
    }
    const dState = new Float64Array(units);
    let dCell = new Float64Array(units);
    const take = (t: number): void => dState.forEach((_, i) => (dState[i]! += dy[(row * frames + t) * units + i]!));
    if (!reverse) {
      for (let t = lengths[row]!; t < frames; t++) {
        y.set(state, (row * frames + t) * units);
        take(t);
      }
    }
    for (const { step, before, t } of steps.reverse()) {
      take(t);
      const { ofInputSide, ofHiddenSide, straight, cell } = step.back(dState, dCell);
      dState.set(straight);
      dCell = Float64Array.from(cell);
      for (let gate = 0; gate < size; gate++) {
        d.inputBias[gate]! += ofInputSide[gate]!;
        d.hiddenBias[gate]! += ofHiddenSide[gate]!;
        for (let i = 0; i < inputs; i++) {
          const at = (row * frames + t) * inputs + i;
          d.input[gate * inputs + i]! += ofInputSide[gate]! * x[at]!;
          d.x[at]! += ofInputSide[gate]! * layer.input[gate * inputs + i]!;
        }
        for (let i = 0; i < units; i++) {
          d.hidden[gate * units + i]! += ofHiddenSide[gate]! * before[i]!;
          dState[i]! += ofHiddenSide[gate]! * layer.hidden[gate * units + i]!;
        }
      }
    }
  }
  return { y, ...d };
}
