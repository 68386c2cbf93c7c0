import { expose } from 'comlink';
import { registerBrowserDecoder } from '../src/engine/audio/browser-decoder.ts';
import { LiveEar } from '../src/engine/live/live-ear.ts';
import { selectBackend } from '../src/engine/tensor/backends/select.ts';
import { serveLive } from '../src/protocol/remote-live.ts';
import { declareBrowserBackends } from './declare-backends.ts';
import { holdLifeLock } from './hold-life-lock.ts';
import { webCodecs } from './web-codecs.ts';

declare const self: DedicatedWorkerGlobalScope;

declareBrowserBackends(self);
registerBrowserDecoder(webCodecs);
expose(serveLive(new LiveEar({ selectBackend })));
holdLifeLock(self);
