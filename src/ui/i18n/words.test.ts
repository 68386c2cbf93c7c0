import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { warningCodes } from '../../engine/data/dataset-warnings.ts';
import { layouts } from '../../engine/data/layouts/catalog.ts';
import { columnRoles } from '../../engine/data/layouts/choice.ts';
import type { InvalidReason } from '../../engine/config/invalid.ts';
import { presets } from '../../engine/config/presets/catalog.ts';
import { liveFields } from '../../engine/config/live-settings.ts';
import { decodingFields, experimentFields, optimiserFields, taskFields } from '../../engine/config/fields.ts';
import { errorCodes } from '../../engine/core/errors.ts';
import { takeFlaws } from '../../engine/data/find-word.ts';
import { clipNotes } from '../../engine/data/own-clip.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { models } from '../../engine/models/catalog.ts';
import { tasks } from '../../engine/tasks/catalog.ts';
import { activityCodes } from '../../state/activity.ts';
import { commands } from '../../state/commands.ts';
import { curveMetrics } from '../../state/run-view.ts';
import { stations, themes } from '../../state/settings-store.ts';
import { languages, wordsOf } from './resources.ts';
import type { Words } from './resources.ts';
import { metricWords } from '../charts/metric-format.ts';
import { splitNames } from '../data/split-names.ts';
import { processingSteps } from '../shell/processing-words.ts';

/** Every text of a language by its dotted key. */
function flat(words: Words, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(words).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const texts = new Map(languages.map((language) => [language, flat(wordsOf(language))]));
const uiFolder = join(import.meta.dirname, '..');
const sources = readdirSync(uiFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /(?<!\.test)\.tsx?$/.test(file),
);

function expectInAll(keys: Iterable<string>) {
  for (const [language, words] of texts) {
    const missing = [...keys].filter((key) => !words.has(key) && !words.has(`${key}_other`));
    expect(missing, language).toEqual([]);
  }
}

test('both languages have the same keys', () => {
  const [first, ...others] = [...texts.values()].map((words) => [...words.keys()].sort());
  for (const other of others) expect(other).toEqual(first);
});

test('no text is empty but what joins sentences, and placeholders are the same in both', () => {
  const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
  const english = texts.get('en');
  for (const [language, words] of texts) {
    for (const [key, text] of words) {
      expect(text.trim(), `${language} ${key}`).not.toBe('');
      // Which plural says the number in words differs between languages.
      if (!key.endsWith('_one'))
        expect(placeholders(text), `${language} ${key}`).toEqual(placeholders(english?.get(key) ?? ''));
    }
  }
});

test('every key that the views ask for is there', () => {
  const asked = sources.flatMap((file) =>
    [...readFileSync(join(uiFolder, file), 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)].map((match) => match[1] ?? ''),
  );
  expect(asked.length).toBeGreaterThan(100);
  expectInAll(asked);
});

test('every code of the engine has its sentences', () => {
  expectInAll(errorCodes.flatMap((code) => ['what', 'why', 'todo'].map((part) => `errors.${code}.${part}`)));
  expectInAll(clipNotes.flatMap((code) => ['one', 'other'].map((form) => `dataset.notes.${code}_${form}`)));
  expectInAll(takeFlaws.map((flaw) => `recording.flaws.${flaw}`));
  expectInAll(['clipped', 'quiet'].map((trouble) => `recording.trouble.${trouble}`));
  expectInAll(['person', 'hidden', 'microphone', 'unheard'].map((reason) => `recording.paused.${reason}`));
  expectInAll(processingSteps.map((step) => `recording.steps.${step}`));
  expectInAll(activityCodes.map((code) => `activity.${code}`));
  expectInAll(Object.keys(invalidReasons).map((reason) => `invalid.${reason}`));
  expectInAll(
    ['unavailable', 'software', 'failed-self-test', 'failed-step'].map((reason) => `backend.refused.${reason}`),
  );
  expectInAll(['webgpu', 'webgl', 'simd', 'wasm', 'cpu'].map((name) => `backend.names.${name}`));
  expectInAll(['afterRun', 'othersOpen', 'renewHelp'].map((help) => `offline.${help}`));
  expectInAll(['goOn', 'tryAgain', 'usePack', 'startOver', 'smallerBatch'].map((id) => `waysOn.${id}`));
  expectInAll(['named', 'only', 'onlyGpu', 'fastest', 'first'].map((reason) => `backend.why.${reason}`));
});

test('everything that the catalogues hold has its words', () => {
  expectInAll(presets.all.flatMap(({ id }) => [`config.presets.${id}.title`, `config.presets.${id}.expect`]));
  const plugIns = [
    ...models.all.map((plugIn) => ['models', plugIn] as const),
    ...methods.all.map((plugIn) => ['distill', plugIn] as const),
  ];
  for (const [kind, { id, params }] of plugIns) {
    expectInAll([`${kind}.${id}.name`, `${kind}.${id}.description`]);
    expectInAll(params.flatMap(({ key }) => ['label', 'help'].map((part) => `${kind}.${id}.params.${key}.${part}`)));
  }
  expectInAll(
    layouts.all.flatMap(({ id }) => ['name', 'help', 'evidence'].map((part) => `data.layouts.${id}.${part}`)),
  );
  expectInAll(warningCodes.map((code) => `dataset.warnings.${code}`));
  expectInAll(columnRoles.map((role) => `layout.roles.${role}`));
  expectInAll(splitNames.flatMap((split) => [`dataset.${split}`, `dataset.splitNames.${split}`]));
  expectInAll(
    ['official', 'bySpeaker', 'fewSpeakers', 'byClass', 'byClip'].map((origin) => `dataset.splitOrigin.${origin}`),
  );
  expectInAll(['label', 'speaker', 'split', 'seconds', 'id'].map((column) => `clipTable.columns.${column}`));
  const live = methods.all.flatMap(({ params }) => params.map(({ key }) => key));
  expectInAll(
    [...live, 'learningRate'].flatMap((key) => ['name', 'symbol', 'help'].map((part) => `knobs.${key}.${part}`)),
  );
});

test('every field, metric, station, theme and command has its words', () => {
  const fields = [...experimentFields, ...taskFields, ...decodingFields, ...optimiserFields('teacher', 'teacher')];
  for (const field of fields) {
    const key = `fields.${field.path.replace('trainings.teacher.', '')}`;
    expectInAll([`${key}.label`, `${key}.help`]);
    if (field.kind !== 'number') expectInAll(field.choices.map((choice) => `${key}.choices.${choice}`));
  }
  expectInAll(
    tasks.all.flatMap(({ id }) =>
      curveMetrics.flatMap((metric) =>
        ['name', 'short', 'unit', 'help'].map((part) => `metrics.${metricWords(metric, id)}.${part}`),
      ),
    ),
  );
  expectInAll(stations.flatMap((station) => ['name', 'short', 'help'].map((part) => `stations.${station}.${part}`)));
  expectInAll(themes.map((theme) => `header.theme.${theme}`));
  expectInAll(commands.map(({ id }) => `commands.${id}`));
  expectInAll(liveFields.flatMap(({ key }) => ['label', 'help'].map((part) => `speak.settings.${key}.${part}`)));
  expectInAll(liveFields.map(({ part }) => `speak.settings.parts.${part}`));
});

test('help is at most fifteen words', () => {
  const english = [...(texts.get('en') ?? [])].filter(([key]) => /(\.help|Help)$/.test(key));
  const long = english.filter(
    ([key, text]) => /^(fields|knobs|metrics|models|cost|speak)\./.test(key) && text.split(/\s+/).length > 15,
  );
  expect(long).toEqual([]);
});

/** A record, so that the compiler misses a reason that is missing here. */
const invalidReasons: Record<InvalidReason, true> = {
  missing: true,
  'unknown-key': true,
  'wrong-type': true,
  'out-of-range': true,
  'not-a-choice': true,
  'not-an-integer': true,
  malformed: true,
  'too-long': true,
  duplicate: true,
  'unknown-training': true,
  'unknown-plug-in': true,
  cycle: true,
  'needs-teacher': true,
  'teacher-unused': true,
  'taught-by-student': true,
  'min-over-max': true,
  'over-steps': true,
  'hop-over-window': true,
  'more-than-mel-bands': true,
  'no-bins': true,
  'family-not-for-task': true,
  'method-not-for-task': true,
  'frame-rates-differ': true,
  'student-stops-early': true,
  'students-differ': true,
  'nothing-to-compare': true,
};
