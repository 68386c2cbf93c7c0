import { parentPort, workerData } from 'node:worker_threads';
import type { FrontEndConfig } from '../../config/experiment.ts';
import { featureDigest } from '../digest.ts';
import { prepareFrontEnd } from '../prepare-front-end.ts';

/** The digest as a thread of its own computes it. */
const { samples, rateHz, config } = workerData as { samples: Float32Array; rateHz: number; config: FrontEndConfig };
await prepareFrontEnd(config);
parentPort?.postMessage(featureDigest(samples, rateHz, config));
