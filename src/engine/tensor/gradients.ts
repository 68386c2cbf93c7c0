import {
  customGrad,
  dispose,
  engine,
  keep,
  tidy,
  valueAndGrads,
  type Scalar,
  type Tensor,
} from '@tensorflow/tfjs-core';

/**
 * Defines one differentiable operation with a gradient by hand.
 * @param inputs the tensors that get a gradient; anything else that the operation reads it may close over and save
 * @param forward computes the value; `save` hands tensors to the backward pass (a no-op outside of one). Nothing in it
 *   is recorded on the tape
 * @returns the value. `gradient` must return one fresh tensor for each input
 */
export function withGradient<Value extends Tensor>(
  inputs: readonly Tensor[],
  forward: (save: (tensors: Tensor[]) => void) => {
    readonly value: Value;
    readonly gradient: (dy: Tensor, saved: readonly Tensor[]) => Tensor[];
  },
): Value {
  const op = customGrad<Value>((...args) => {
    const save = args[args.length - 1];
    if (typeof save !== 'function') throw new TypeError('tfjs passes the save function last');
    const { value, gradient } = forward(save);
    return { value, gradFunc: (dy, saved) => gradient(dy, saved) };
  });
  return op(...inputs);
}

/** A loss with its gradients; every tensor is kept, so the caller disposes of them. */
export interface ValueAndGradients {
  readonly total: Scalar;
  readonly named: Readonly<Record<string, Scalar>>;
  /** In the order of the parameters. */
  readonly gradients: Tensor[];
}

/**
 * Runs a loss and its backward pass.
 * @param loss gives the total, which is differentiated, and named scalars that are to outlive the pass
 */
export function valueAndGradients(
  params: readonly Tensor[],
  loss: () => { readonly total: Scalar; readonly named: Readonly<Record<string, Scalar>> },
): ValueAndGradients {
  const named: Record<string, Scalar> = {};
  try {
    return tidy(() => {
      const { value, grads } = valueAndGrads<Scalar>(() => {
        const result = loss();
        for (const [name, term] of Object.entries(result.named)) named[name] = keep(term.clone());
        return result.total;
      })([...params]);
      return { total: keep(value), named, gradients: grads.map((gradient) => keep(gradient)) };
    });
  } catch (thrown) {
    // What was saved for the backward pass, tfjs frees only at its end: after a failure, for want of memory say, here.
    const { state } = engine();
    for (const { saved } of state.activeTape ?? []) dispose(saved ?? []);
    state.activeTape = [];
    dispose(Object.values(named));
    throw thrown;
  }
}
