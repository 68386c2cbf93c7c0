import { createRegistry } from '../core/registry.ts';
import { ctcFrame } from './ctc-frame/index.ts';
import { hinton } from './hinton/index.ts';
import type { DistillMethod } from './method.ts';
import { none } from './none/index.ts';

/** Every way to teach. A new one is a folder and a line here. */
export const methods = createRegistry<DistillMethod>('method', [none, hinton, ctcFrame]);
