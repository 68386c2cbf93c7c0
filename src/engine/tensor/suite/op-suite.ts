import { concat, exp, mul, neg, sum, tensor, tidy, where, type Scalar, type Tensor } from '@tensorflow/tfjs-core';
import { valueAndGradients } from '../gradients.ts';
import type { Activation, CtcTargets, RecurrentWeights } from '../ops/contract.ts';
import { ctcStates } from '../ops/ctc-states.ts';
import { fusedOps } from '../ops/registry.ts';
import { checkAgainst, type SuiteResult } from './check.ts';

interface KnownTensor {
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

/** One run of one operation, with PyTorch's output and gradients in float64. */
interface OpCase {
  readonly name: string;
  readonly op: string;
  readonly inputs: Readonly<Record<string, KnownTensor | undefined>>;
  /** Inputs without a gradient. */
  readonly fixed: Readonly<Record<string, KnownTensor | undefined>>;
  readonly options: {
    readonly activation?: string;
    readonly stride?: readonly number[];
    readonly padding?: readonly number[];
    readonly lengths?: readonly number[];
    readonly reverse?: boolean;
    readonly temperature?: number;
    readonly labels?: readonly number[];
    readonly labelLengths?: readonly number[];
    readonly blank?: number;
  };
  /** The gradient of the output. */
  readonly dy: KnownTensor;
  readonly output: KnownTensor;
  readonly gradients: Readonly<Record<string, KnownTensor | undefined>>;
}

const toTensor = ({ values, shape }: KnownTensor): Tensor => tensor([...values], [...shape], 'float32');

function run(known: OpCase, tensorOf: (name: string) => Tensor): Tensor {
  const ops = fusedOps();
  const { options } = known;
  const activation: Activation = options.activation === 'relu' ? 'relu' : 'linear';
  const pair = (values: readonly number[] = []): readonly [number, number] => [values[0] ?? 1, values[1] ?? 1];
  const conv = { activation, stride: pair(options.stride), padding: pair(options.padding) };
  const weights = (layer = ''): RecurrentWeights => ({
    input: tensorOf(`${layer}input`),
    hidden: tensorOf(`${layer}hidden`),
    inputBias: tensorOf(`${layer}inputBias`),
    hiddenBias: tensorOf(`${layer}hiddenBias`),
  });
  const lengths = Int32Array.from(options.lengths ?? []);
  const initial = known.fixed['initial'] ? tensorOf('initial') : undefined;
  const sequence = { lengths, reverse: options.reverse ?? false };
  switch (known.op) {
    case 'dense':
      return ops.dense(tensorOf('x'), tensorOf('w'), tensorOf('b'), { activation });
    case 'conv2d':
      return ops.conv2d(tensorOf('x'), tensorOf('w'), tensorOf('b'), conv);
    case 'depthwiseConv2d':
      return ops.depthwiseConv2d(tensorOf('x'), tensorOf('w'), tensorOf('b'), conv);
    case 'gru':
      return ops.gru(tensorOf('x'), weights(), { ...sequence, ...(initial && { initial }) });
    case 'lstm':
      return ops.lstm(tensorOf('x'), weights(), sequence);
    case 'bidirectionalGru':
      return [0, 1].reduce((below, layer) => {
        const there = ops.gru(below, weights(`forward${layer}.`), { lengths });
        return concat([there, ops.gru(below, weights(`backward${layer}.`), { lengths, reverse: true })], 2);
      }, tensorOf('x'));
    case 'meanOverTime':
      return ops.meanOverTime(tensorOf('x'), options.lengths ? lengths : undefined);
    case 'softmaxCrossEntropy':
      return ops.softmaxCrossEntropy(tensorOf('logits'), tensorOf('targets'), tensorOf('weights'));
    case 'distillKl':
      return ops.distillKl(tensorOf('student'), tensorOf('teacher'), options.temperature ?? 1, tensorOf('weights'));
    case 'ctc':
      return fittingLosses(tensorOf('logits'), {
        lengths,
        labels: Int32Array.from(options.labels ?? []),
        labelLengths: Int32Array.from(options.labelLengths ?? []),
        blank: options.blank ?? 0,
      });
    default:
      throw new RangeError(`no operation ${known.op}`);
  }
}

/** Losses of CTC, with zero in place of those of labels that do not fit: of infinite ones alone the exponential is zero. */
function fittingLosses(logits: Tensor, targets: CtcTargets): Tensor {
  const losses = fusedOps().ctc(logits, targets);
  const fits = tensor(
    Array.from(ctcStates(targets, logits.shape).counts, (count) => count > 0),
    losses.shape,
    'bool',
  );
  return where(fits, losses, exp(neg(losses)));
}

async function checkCase(known: OpCase): Promise<SuiteResult[]> {
  const tensors = new Map(
    Object.entries({ ...known.inputs, ...known.fixed }).flatMap(([name, value]) =>
      value ? [[name, toTensor(value)] as const] : [],
    ),
  );
  const tensorOf = (name: string): Tensor => {
    const found = tensors.get(name);
    if (!found) throw new RangeError(`${known.name} has no input ${name}`);
    return found;
  };
  const names = Object.keys(known.gradients);
  const value = tidy(() => run(known, tensorOf));
  const results = [checkAgainst(known.name, 'value', await value.data(), known.output.values)];
  if (names.length === 0) {
    for (const used of [...tensors.values(), value]) used.dispose();
    return results;
  }
  const dy = toTensor(known.dy);
  const { total, gradients } = valueAndGradients(names.map(tensorOf), () => ({
    total: sum<Scalar>(mul(run(known, tensorOf), dy)),
    named: {},
  }));
  for (const [i, name] of names.entries()) {
    const got = (await gradients[i]?.data()) ?? [];
    results.push(checkAgainst(`${known.name}: ${name}`, 'gradient', got, known.gradients[name]?.values ?? []));
  }
  for (const used of [...tensors.values(), value, dy, total, ...gradients]) used.dispose();
  return results;
}

/**
 * Every fused operation of the backend in use, its value and its gradients, against PyTorch in float64.
 * @param onResults told of each operation's comparisons
 */
export async function opSuite(onResults: (results: readonly SuiteResult[]) => void): Promise<SuiteResult[]> {
  const { default: cases } = await import('../ops/golden.json', { with: { type: 'json' } });
  const results: SuiteResult[] = [];
  // The inferred type of the file is a union of its cases, too narrow to read them by name.
  for (const known of cases as unknown as readonly OpCase[]) {
    const ofCase = await checkCase(known);
    onResults(ofCase);
    results.push(...ofCase);
  }
  return results;
}
