import { mul, reshape, tensor1d, type Tensor1D } from '@tensorflow/tfjs-core';
import { withGradient } from '../../../../tensor/gradients.ts';
import type { FusedOps } from '../../../../tensor/ops/contract.ts';
import { ctcStates } from '../../../../tensor/ops/ctc-states.ts';
import { gpu } from '../../backend.ts';
import { emissionsProgram, occupancyProgram } from './emissions.ts';
import { pathsProgram } from './paths.ts';
import { LINES_A_WORKGROUP } from './states.ts';

/** See {@link FusedOps.ctc}. Three kernels: frames side by side, the paths of each utterance, frames again. */
export const ctc: FusedOps['ctc'] = (logits, targets) =>
  withGradient<Tensor1D>([logits], (save) => {
    const backend = gpu();
    const [batch = 0, frames = 0, columns = 0] = logits.shape;
    const { most, classes, counts, frames: valid } = ctcStates(targets, logits.shape);
    const numbers = new Int32Array(batch * (most + 2));
    numbers.set(classes);
    numbers.set(counts, batch * most);
    numbers.set(valid, batch * (most + 1));
    const states = tensor1d(numbers, 'int32');
    const [gradient, value] = [backend.create(logits.shape), backend.create([batch])];
    const [emissions, rows] = [backend.create([batch, frames, most]), backend.create([batch, frames, most])];
    const params = [batch, frames, columns, most];
    const overLines = { params, workgroups: [Math.ceil((batch * frames) / LINES_A_WORKGROUP)] } as const;
    backend.run(emissionsProgram, [logits, states, gradient, emissions], overLines);
    backend.run(pathsProgram, [states, emissions, rows, value], { params, workgroups: [batch] });
    backend.run(occupancyProgram, [rows, states, gradient], overLines);
    for (const used of [states, emissions, rows]) used.dispose();
    save([gradient]);
    return {
      value: value as Tensor1D,
      gradient: (dy, [unscaled]) => {
        if (!unscaled) throw new TypeError('nothing was saved');
        return [mul(unscaled, reshape(dy, [batch, 1, 1]))];
      },
    };
  });
