import { frameTerm } from '../distill/frame-term.ts';
import {
  dispose,
  fusedOps,
  mul,
  reshape,
  splitFlat,
  sum,
  tensor,
  tidy,
  valueAndGradients,
  type Scalar,
  type Tensor,
} from '../tensor/index.ts';
import { checkAgainst, type SuiteResult } from '../tensor/suite/check.ts';
import { models } from './catalog.ts';
import { sequenceOf } from '../train/sequence-of.ts';
import { frameLoss } from '../tasks/frames/frame-loss.ts';
import type {
  ClipGolden,
  FamilyGolden,
  ForwardResult,
  FrameGolden,
  ModelFamily,
  ParamInfo,
  SentenceGolden,
} from './model.ts';

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
 * A tiny net of a family on the backend in use: logits, a loss with labels and a teacher, and the gradient of every
 * parameter, against PyTorch in float64.
 * @throws StudioError `experiment/invalid` for an unknown family; whatever the backend throws
 */
export async function checkFamily(id: string): Promise<SuiteResult[]> {
  const family = models.get(id);
  const goldens = [await family.golden(), ...((await family.moreGoldens?.()) ?? [])];
  const results: SuiteResult[] = [];
  for (const known of goldens) results.push(...(await checkNet(family, known)));
  return results;
}

async function checkNet(family: ModelFamily, known: FamilyGolden): Promise<SuiteResult[]> {
  const { id } = family;
  const { build } = await family.load();
  const { shape, settings } = known;
  const layout = family.layout(shape, settings);
  const params = splitFlat(layout, Float32Array.from(known.weights));
  const lengths = Int32Array.from(known.lengths);
  const x = tensor([...known.x], [lengths.length, shape.frames, shape.bins], 'float32');
  const forward = () => build(shape, settings)(params, x, lengths, { training: false });
  const logits = tidy(() => validLogits(forward(), known));
  const { total, gradients } = valueAndGradients(params, () => ({
    total: lossOf(forward(), known),
    named: {},
  }));
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

function lossOf(answer: ForwardResult, known: FamilyGolden): Scalar {
  if ('sentences' in known) return lossOfSentences(answer, known);
  return 'frameLabels' in known ? lossOfFrames(answer, known) : lossOfClips(answer, known);
}

function validLogits({ logits, outLengths }: ForwardResult, known: FamilyGolden): Tensor {
  if ('labels' in known) return logits;
  const { mask } = sequenceOf(outLengths, logits, known.shape.classes - 1);
  return mul(logits, reshape(mask, [...mask.shape, 1]));
}

function lossOfClips({ logits }: ForwardResult, known: ClipGolden): Scalar {
  const ops = fusedOps();
  const batch = known.lengths.length;
  const labelled = known.labelled.reduce((total, flag) => total + flag, 0);
  const matrix = (values: readonly number[]) => tensor([...values], [batch, known.shape.classes], 'float32');
  const hardWeights = tensor(known.labelled.map((flag) => flag / labelled));
  const softWeights = tensor(new Array<number>(batch).fill(1 / batch));
  const hard = ops.softmaxCrossEntropy(logits, matrix(known.labels), hardWeights);
  const soft = ops.distillKl(logits, matrix(known.teacher), known.temperature, softWeights);
  return ops.weightedSum([hard, soft], [1 - known.alpha, known.alpha]);
}

function lossOfSentences({ logits, outLengths }: ForwardResult, known: SentenceGolden): Scalar {
  const { sentences, teacher, temperature, alpha } = known;
  const blank = known.shape.classes - 1;
  const most = Math.max(...sentences.map(({ length }) => length));
  const labels = Int32Array.from(sentences.flatMap((row) => Array.from({ length: most }, (_, i) => row[i] ?? 0)));
  const labelLengths = Int32Array.from(sentences, ({ length }) => length);
  const shares = tensor(sentences.map(({ length }) => 1 / (length * sentences.length)));
  const { mask } = sequenceOf(outLengths, logits, blank);
  const hard = sum<Scalar>(mul(fusedOps().ctc(logits, { lengths: outLengths, labels, labelLengths, blank }), shares));
  const soft = frameTerm(logits, tensor([...teacher], logits.shape, 'float32'), mask, mask, temperature);
  return fusedOps().weightedSum([hard, soft], [1 - alpha, alpha]);
}

function lossOfFrames({ logits, outLengths }: ForwardResult, known: FrameGolden): Scalar {
  const { frameLabels, teacher, temperature, alpha } = known;
  const frames = logits.shape[1] ?? 0;
  const rows = Array.from(outLengths, (_, row) => Int32Array.from(frameLabels.slice(row * frames, (row + 1) * frames)));
  const { mask } = sequenceOf(outLengths, logits, -1);
  const soft = frameTerm(logits, tensor([...teacher], logits.shape, 'float32'), mask, mask, temperature);
  return fusedOps().weightedSum([frameLoss(logits, rows), soft], [1 - alpha, alpha]);
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
