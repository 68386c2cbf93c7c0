import type { ParamValues } from '../../core/param-spec.ts';
import type { Forward, NetShape } from '../model.ts';
import { buildRecurrent } from '../recurrent-forward.ts';

/** Taps as {@link buildRecurrent}'s. */
export function build(_shape: NetShape, settings: ParamValues): Forward {
  return buildRecurrent('lstm', settings);
}
