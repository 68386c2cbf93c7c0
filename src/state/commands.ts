import { previewSettings } from '../engine/config/hearing.ts';
import { canBegin } from './studio.ts';
import type { Studio } from './studio.ts';
import { underWay } from './run-view.ts';
import { themes } from './settings-store.ts';

/** What a person can ask for: feeds buttons and keys alike. The label is found under `commands.<id>`. */
export interface Command {
  readonly id: string;
  /** `KeyboardEvent.key`, lower case; heard when the focus is in no field. */
  readonly keys: readonly string[];
  enabled(studio: Studio): boolean;
  run(studio: Studio): Promise<void> | void;
}

export const runCommand: Command = {
  id: 'run',
  keys: [],
  enabled(studio) {
    const { view } = studio.run.getState();
    return view.status === 'paused' || canBegin(studio, studio.experiment.getState().experiment);
  },
  run(studio) {
    // A second press may come before the button shows that the first was heard.
    if (!runCommand.enabled(studio)) return;
    return studio.run.getState().view.status === 'paused'
      ? studio.attempt(() => studio.services.runner.resume())
      : studio.startRun({ paused: false });
  },
};

export const pause: Command = {
  id: 'pause',
  keys: [],
  enabled: (studio) => ['preparing', 'running'].includes(studio.run.getState().view.status),
  run: (studio) => studio.attempt(() => studio.services.runner.pause()),
};

/** Takes what was imported or recorded into use and trains on it; a run under way keeps what it began with. */
export const trainOnStaged: Command = {
  id: 'trainOnStaged',
  keys: [],
  enabled(studio) {
    const { staged, rereading } = studio.dataset.getState();
    return staged?.refused === null && !rereading && !underWay(studio.run.getState().view);
  },
  async run(studio) {
    if (!trainOnStaged.enabled(studio)) return;
    const dataset = await studio.dataset.useStaged();
    if (!dataset) return;
    studio.experiment.useSource({ kind: 'own', fingerprint: dataset.fingerprint, name: dataset.name }, dataset);
    await runCommand.run(studio);
  },
};

/** Whether what is staged can be heard without labels. */
function canHear(studio: Studio): boolean {
  const { staged, rereading } = studio.dataset.getState();
  return staged !== null && staged.clips > 0 && !rereading && !underWay(studio.run.getState().view);
}

/** Lets the distilled student hear what was imported, by its teacher alone, beside what it is trained on. */
export const hearStaged: Command = {
  id: 'hearStaged',
  keys: [],
  enabled: canHear,
  async run(studio) {
    if (!canHear(studio)) return;
    const heard = await studio.dataset.hearStaged();
    if (heard) studio.experiment.edit({ 'data.unlabelled': heard.fingerprint });
  },
};

/** Keys of the run are heard where the run is seen. */
const inTraining = (studio: Studio): boolean => studio.settings.getState().place === 'train';

/** One key to run and to pause. */
export const runOrPause: Command = {
  id: 'runOrPause',
  keys: [' ', 'r'],
  enabled: (studio) => inTraining(studio) && (pause.enabled(studio) || runCommand.enabled(studio)),
  run: (studio) => (pause.enabled(studio) ? pause.run(studio) : runCommand.run(studio)),
};

export const step: Command = {
  id: 'step',
  keys: ['.'],
  enabled: (studio) => pause.enabled(studio) || runCommand.enabled(studio),
  run: (studio) =>
    underWay(studio.run.getState().view)
      ? studio.attempt(() => studio.services.runner.step())
      : studio.startRun({ paused: true }).then(() => studio.attempt(() => studio.services.runner.step())),
};

export const stop: Command = {
  id: 'stop',
  keys: [],
  enabled: (studio) => underWay(studio.run.getState().view),
  run: (studio) => studio.attempt(() => studio.services.runner.stop()),
};

export const undo: Command = {
  id: 'undo',
  keys: [],
  enabled: (studio) => studio.experiment.getState().canUndo,
  run: (studio) => studio.experiment.undo(),
};

export const resetAll: Command = {
  id: 'resetAll',
  keys: [],
  enabled: (studio) =>
    [...studio.experiment.getState().changed].some(
      (path) => !path.startsWith('data.source') && path !== 'data.unlabelled',
    ),
  run(studio) {
    const { experiment } = studio.experiment.getState();
    studio.experiment.choosePreset(experiment.preset);
  },
};

export const nextTheme: Command = {
  id: 'theme',
  keys: [],
  enabled: () => true,
  run(studio) {
    const { theme } = studio.settings.getState();
    studio.settings.setTheme(themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system');
  },
};

export const playClip: Command = {
  id: 'play',
  keys: ['p'],
  enabled: (studio) => studio.dataset.getState().clip !== null,
  run(studio) {
    const { hearing, version } = studio.dataset.getState();
    return studio.dataset.play(previewSettings(studio.experiment.getState().experiment, hearing, version));
  },
};

/** One key to start and to stop. */
export const listen: Command = {
  id: 'listen',
  keys: [' ', 'l'],
  enabled(studio) {
    const { status } = studio.live.getState();
    return studio.settings.getState().place === 'speak' && (status === 'ready' || status === 'listening');
  },
  run: (studio) => studio.live.toggle(),
};

export const enterStage: Command = {
  id: 'enterStage',
  keys: ['f'],
  enabled: (studio) => studio.settings.getState().place === 'speak' && studio.live.getState().pair !== null,
  run: (studio) => studio.settings.setOnStage(true),
};

export const leaveStage: Command = {
  id: 'leaveStage',
  keys: ['escape'],
  enabled: (studio) => studio.settings.getState().onStage,
  run: (studio) => studio.settings.setOnStage(false),
};

export const commands: readonly Command[] = [
  listen,
  enterStage,
  leaveStage,
  runCommand,
  trainOnStaged,
  pause,
  runOrPause,
  step,
  stop,
  undo,
  resetAll,
  nextTheme,
  playClip,
];
