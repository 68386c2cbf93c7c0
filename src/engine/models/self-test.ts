import { dispose, fusedOps, tensor, tidy, splitFlat, valueAndGradients } from '../tensor/index.ts';
import { checkAgainst, type SuiteResult } from '../tensor/suite/check.ts';
import { models } from './catalog.ts';
import type { ParamInfo } from './model.ts';

/** Where each parameter lies in a flat buffer. */
function* stretches(layout: readonly ParamInfo[]): Generator<{ name: string; from: number; to: number }> {
  let from = 0;
  for (const { name, shape } of layout) {
    const to = from + shape.reduce((size, side) => size * side, 1);
    yield { name, from, to };
    from = to;
  }
}

/**
 * A tiny net of a family on the backend in use: logits, the loss of Hinton's method and the gradient of every
 * parameter, against PyTorch in float64.
 * @throws StudioError `experiment/invalid` for an unknown family; whatever the backend throws
 */
export async function checkFamily(id: string): Promise<SuiteResult[]> {
  const family = models.get(id);
  const [known, { build }] = await Promise.all([family.golden(), family.load()]);
  const { shape, settings } = known;
  const layout = family.layout(shape, settings);
  const params = splitFlat(layout, Float32Array.from(known.weights));
  const lengths = Int32Array.from(known.lengths);
  const batch = lengths.length;
  const matrix = (values: readonly number[]) => tensor([...values], [batch, shape.classes], 'float32');
  const x = tensor([...known.x], [batch, shape.frames, shape.bins], 'float32');
  const forward = () => build(shape, settings)(params, x, lengths, { training: false }).logits;
  const labelled = known.labelled.reduce((total, flag) => total + flag, 0);
  const logits = tidy(forward);
  const { total, gradients } = valueAndGradients(params, () => {
    const ops = fusedOps();
    const answers = forward();
    const hardWeights = tensor(known.labelled.map((flag) => flag / labelled));
    const softWeights = tensor(new Array<number>(batch).fill(1 / batch));
    const hard = ops.softmaxCrossEntropy(answers, matrix(known.labels), hardWeights);
    const soft = ops.distillKl(answers, matrix(known.teacher), known.temperature, softWeights);
    return { total: ops.weightedSum([hard, soft], [1 - known.alpha, known.alpha]), named: {} };
  });
  const results = [
    checkAgainst(`${id}: logits`, 'value', await logits.data(), known.logits),
    checkAgainst(`${id}: loss`, 'value', await total.data(), [known.loss]),
  ];
  let param = 0;
  for (const { name, from, to } of stretches(layout)) {
    const got = (await gradients[param++]?.data()) ?? [];
    results.push(checkAgainst(`${id}: ${name}`, 'gradient', got, known.gradients.slice(from, to)));
  }
  dispose([...params, x, logits, total, ...gradients]);
  return results;
}

/**
 * Whether the backend in use trains this family right: null, or what it gets wrong. A backend that throws does not.
 * @throws StudioError `experiment/invalid` for an unknown family
 */
export async function selfTestFailure(family: string): Promise<string | null> {
  models.get(family);
  try {
    const failed = (await checkFamily(family)).filter(({ passed }) => !passed);
    if (failed.length === 0) return null;
    return failed
      .map(({ name, relativeError }) => `${name}: relative error ${relativeError.toExponential(1)}`)
      .join('; ');
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
