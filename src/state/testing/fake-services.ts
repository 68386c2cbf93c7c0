import type { RunEvent } from '../../engine/experiment/run-events.ts';
import type { SentenceSummary } from '../../engine/tasks/ctc/describe-sentences.ts';
import type { ClipInfo, DatasetSummary, RunForecast, Services } from '../services.ts';

export const packSummary: DatasetSummary = {
  id: 'pack',
  kind: 'pack',
  name: 'words',
  fingerprint: 'aaaaaaaaaaaaaaaa',
  clips: 100,
  seconds: 60,
  classes: [
    { name: 'no', clips: 50 },
    { name: 'yes', clips: 50 },
  ],
  speakers: 5,
  speakersKnown: true,
  splits: {
    train: { clips: 60, speakers: 3 },
    validation: { clips: 20, speakers: 1 },
    test: { clips: 20, speakers: 1 },
  },
  windowSeconds: 0.6,
  keptBytes: 0,
  transcripts: 0,
  phones: 0,
  rates: [{ rateHz: 16_000, clips: 100 }],
  noises: 0,
  officialSplits: [],
  warnings: [],
  layout: null,
  skipped: [],
  notes: [],
  task: 'words',
  sentences: {},
  timedPhones: null,
  refused: null,
  origin: null,
};

export const ownSummary: DatasetSummary = { ...packSummary, id: 'own', kind: 'own', fingerprint: 'bbbbbbbbbbbbbbbb' };

/** Of a few sentences, spelled by two characters. */
export const saidSummary: SentenceSummary = {
  vocabulary: { unit: 'characters', symbols: ['a', 'b'], counts: [30, 30] },
  judged: 'wer',
  replaced: [],
  unknown: [],
  leftOut: [],
  clips: { train: 6, validation: 2, test: 2 },
};

const clip: ClipInfo = {
  index: 0,
  id: 'a',
  label: 'yes',
  transcript: null,
  speaker: 's',
  split: 'test',
  seconds: 0.5,
  sampleRateHz: 16_000,
  processing: null,
};

export const smallForecast: RunForecast = {
  backend: 'cpu',
  trainings: {},
  secondsPerSeed: 1,
  memoryBytes: 1e6,
  diskBytes: 0,
  inPortions: false,
};

export interface FakeServices {
  readonly services: Services;
  /** Names of the calls, in order. */
  readonly calls: string[];
  /** Sends an event as the runner would. */
  emit(event: RunEvent): void;
}

/** Services that note what they are asked. */
export function fakeServices(overrides: Partial<Services> = {}): FakeServices {
  const calls: string[] = [];
  const note = (name: string) => {
    calls.push(name);
    return Promise.resolve();
  };
  let listener: (event: RunEvent) => void = () => undefined;
  const services: Services = {
    runner: {
      start: (_, seeds, { paused }) => note(`start ${seeds.join(',')}${paused ? ' paused' : ''}`),
      pause: () => note('pause'),
      resume: () => note('resume'),
      step: () => note('step'),
      stop: () => note('stop'),
      recover: () => note('recover'),
      turn: (key, value) => note(`turn ${key} ${value}`),
      onEvent(take) {
        listener = take;
        return () => undefined;
      },
    },
    forecaster: {
      forecast: () => Promise.resolve(smallForecast),
      setBusy: () => undefined,
    },
    datasets: {
      loadPack: () => Promise.resolve(packSummary),
      importFiles: () => Promise.resolve(ownSummary),
      rereadFiles: () => Promise.resolve(ownSummary),
      recorded: () => Promise.resolve(null),
      use: () => Promise.resolve(ownSummary),
      hearUnlabelled: () => Promise.resolve(ownSummary),
      restoreUnlabelled: () => Promise.resolve(ownSummary),
      kept: () => Promise.resolve([]),
      restore: () => Promise.resolve(ownSummary),
      removeKept: ({ id }) => note(`removeKept ${id}`),
      putBack: ({ id }) => note(`putBack ${id}`),
      forgetRemoved: () => void note('forgetRemoved'),
      clips: () => [clip],
      samples: () => Promise.resolve({ samples: new Float32Array(1), sampleRateHz: 16_000 }),
      spectrogram: () => Promise.resolve({ frames: 1, bins: 1, data: new Float32Array(1), hopMs: 10 }),
      preview: () => Promise.reject(new Error('no preview')),
      play: (_, __, settings) => note(settings ? `play ${settings.hearing} ${settings.version}` : 'play'),
      playPart: () => note('playPart'),
      stopPlaying: () => void note('stopPlaying'),
    },
    looks: { lookAt: () => Promise.reject(new Error('no nets')) },
    recordings: {
      clips: () => Promise.resolve([]),
      add: () => Promise.reject(new Error('no recordings')),
      change: (clips) => note(`change ${clips.map(({ id }) => id).join(',')}`).then(() => null),
      findWord: () => Promise.resolve({ start: 0, end: 1 }),
      findWords: () => Promise.resolve([]),
      samples: () => ({ samples: new Float32Array(1), sampleRateHz: 16_000 }),
      spectrogram: () => Promise.resolve({ frames: 1, bins: 1, data: new Float32Array(1), hopMs: 10 }),
      play: ({ id }) => note(`play ${id}`),
      stopPlaying: () => void note('stopPlaying'),
    },
    live: {
      openRecorded: () => Promise.reject(new Error('no recorded run')),
      openTrained: () => Promise.resolve(null),
      listen: () => note('listen').then(() => null),
      stop: () => void note('stopListening'),
      change: () => note('change'),
      samplesOf: () => Promise.resolve(null),
      decode: () => Promise.resolve({ samples: new Float32Array(1), sampleRateHz: 16_000 }),
      spell: (transcripts) => Promise.resolve(transcripts),
      sameNumbers: () => Promise.resolve(true),
      measureRoc: () => Promise.resolve({}),
    },
    microphone: {
      open: () => Promise.reject(new Error('no microphone')),
      devices: () => Promise.resolve([]),
      onDevices: () => () => undefined,
    },
    session: {
      interrupted: () => Promise.resolve(null),
      resumeInterrupted: () => note('resumeInterrupted').then(() => packSummary),
      discard: () => note('discard'),
    },
    link: { read: () => '', replace: (fragment) => void note(`link ${fragment}`), onChange: () => () => undefined },
    preferences: { get: () => null, set: () => undefined },
    rightOfWay: null,
    gpuCheck: { browser: '', run: () => Promise.resolve({ version: '', gpus: [] }) },
    offline: null,
    files: { fromList: () => [], fromDrop: () => Promise.resolve([]), save: () => undefined },
    ...overrides,
  };
  return { services, calls, emit: (event) => listener(event) };
}
