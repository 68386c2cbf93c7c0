import { createRegistry } from '../core/registry.ts';
import { ctc1best } from './ctc-1best/index.ts';
import { ctcFrame } from './ctc-frame/index.ts';
import { ctcNbest } from './ctc-nbest/index.ts';
import { hinton } from './hinton/index.ts';
import type { DistillMethod } from './method.ts';
import { none } from './none/index.ts';

/** Every way to teach. A new one is a folder and a line here. */
export const methods = createRegistry<DistillMethod>('method', [none, hinton, ctcFrame, ctc1best, ctcNbest]);
