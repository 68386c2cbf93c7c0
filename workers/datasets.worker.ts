import { expose } from 'comlink';
import { registerBrowserDecoder } from '../src/engine/audio/browser-decoder.ts';
import { LocalDatasets } from '../src/engine/data/local-datasets.ts';
import { decoder } from '../src/engine/data/own-recordings.ts';
import { serveDatasets } from '../src/protocol/remote-datasets.ts';
import { holdLifeLock } from './hold-life-lock.ts';
import { opfsSamples } from './opfs-samples.ts';
import { createOpfsSpool, sweepOpfsSpools } from './opfs-spool.ts';
import { webCodecs } from './web-codecs.ts';

declare const self: DedicatedWorkerGlobalScope;

registerBrowserDecoder(webCodecs);
expose(serveDatasets(new LocalDatasets(createOpfsSpool, opfsSamples), decoder));
holdLifeLock(self);
// Where the browser has no files of its own to give, none were left.
sweepOpfsSpools().catch(() => undefined);
