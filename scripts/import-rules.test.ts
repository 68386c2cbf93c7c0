import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { layersRule } from './lint/layers-rule.js';

/** The layers rule alone, so that a snippet need not be part of any TypeScript project. */
const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { stillhouse: { rules: { layers: layersRule } } },
    rules: { 'stillhouse/layers': 'error' },
  },
});

async function problemsOf(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  if (!result) throw new Error(`${file} was not linted`);
  return result.messages.map((message) => message.message);
}

const forbidden: readonly (readonly [file: string, code: string, reason: RegExp])[] = [
  ['src/engine/train/a.ts', "import { b } from '../../state/b.ts';", /headless/],
  ['src/engine/train/a.ts', "import type { B } from '../../protocol/b.ts';", /headless/],
  ['src/engine/train/a.ts', "import * as tf from '@tensorflow/tfjs-core';", /one seam to tfjs/],
  ['src/engine/distill/a.ts', "export { relu } from '@tensorflow/tfjs';", /one seam to tfjs/],
  ['src/engine/models/a.ts', "const load = () => import('@tensorflow/tfjs-backend-wasm');", /one seam to tfjs/],
  ['src/engine/data/a.ts', "import { readFile } from 'node:fs/promises';", /run in Node alone/],
  ['src/engine/data/a.ts', "import { readFile } from 'fs';", /run in Node alone/],
  ['src/engine/core/a.ts', "import { useMemo } from 'react';", /React lives in src\/ui/],
  ['src/engine/core/a.ts', "import { helper } from './testing/helper.ts';", /for tests alone/],
  ['src/engine/core/a.ts', "import { helper } from './b.test.ts';", /for tests alone/],
  ['src/protocol/a.ts', "import { Session } from '../engine/train/session.ts';", /only types/],
  ['src/protocol/a.ts', "import type { B } from '../platform/b.ts';", /two threads agree/],
  ['workers/a.ts', "import { store } from '../src/state/store.ts';", /thin shells/],
  ['workers/a.ts', "import { idb } from '../src/platform/b.ts';", /thin shells/],
  ['workers/worklet/a.ts', "import { Session } from '../../src/engine/train/session.ts';", /only types/],
  ['workers/worklet/a.ts', "import '@tensorflow/tfjs';", /one seam to tfjs/],
  ['src/platform/a.ts', "import { Session } from '../engine/train/session.ts';", /only types/],
  ['src/platform/a.ts', "import { type Session } from '../engine/train/session.ts';", /only types/],
  ['src/platform/a.ts', "import { store } from '../state/store.ts';", /adapts the browser/],
  ['src/platform/a.ts', "import { Chart } from '../ui/chart.tsx';", /adapts the browser/],
  ['src/state/a.ts', "import { Session } from '../engine/train/session.ts';", /only types/],
  ['src/state/a.ts', "import { openStore } from '../platform/storage/store.ts';", /service given to them/],
  ['src/state/a.ts', "import { Chart } from '../ui/chart.tsx';", /service given to them/],
  ['src/state/a.ts', "import { create } from 'zustand';", /zustand\/vanilla/],
  ['src/state/a.ts', "import { openDB } from 'idb';", /behind the platform/],
  ['src/ui/a.tsx', "import { forward } from '../engine/models/dnn/forward.ts';", /only types/],
  ['src/ui/a.tsx', "import { openStore } from '../platform/storage/store.ts';", /views see state/],
  ['src/ui/a.tsx', "import type { Call } from '../protocol/calls.ts';", /views see state/],
  ['src/ui/a.tsx', "import * as tf from '@tensorflow/tfjs';", /one seam to tfjs/],
  ['src/ui/a.tsx', "import { readFileSync } from 'node:fs';", /run in Node alone/],
  ['src/cli/a.ts', "import { store } from '../state/store.ts';", /without a page/],
  ['src/main.tsx', "import { Session } from './engine/train/session.ts';", /only types/],
  ['src/main.tsx', "import * as tf from '@tensorflow/tfjs';", /one seam to tfjs/],
  ['src/main.tsx', "import { run } from './cli/distill.ts';", /composition root/],
  ['src/platform/a.ts', "import i18next from 'i18next';", /never sentences/],
  ['src/state/a.ts', "import { wrap } from 'comlink';", /through the protocol/],
  ['src/ui/a.tsx', "import sirv from 'sirv';", /no place in the page/],
  ['scripts/a.ts', "import { Chart } from '../src/ui/chart.tsx';", /need no page/],
  ['bench/run/a.ts', "import { store } from '../../src/state/store.ts';", /from outside/],
  ['bench/page/a.ts', "import { readFile } from 'node:fs/promises';", /run in Node alone/],
  ['src/engine/tensor/a.ts', "import { numpy } from '@jax-js/jax';", /rival in the benchmark/],
];

const allowed: readonly (readonly [file: string, code: string])[] = [
  ['src/engine/tensor/a.ts', "import * as tf from '@tensorflow/tfjs-core';"],
  ['src/engine/kernels/wasm/a.ts', "import '@tensorflow/tfjs-backend-wasm';"],
  ['src/engine/train/a.ts', "import { tidy } from '../tensor/index.ts';"],
  [
    'workers/a.ts',
    "import '@tensorflow/tfjs-backend-webgpu'; import { Session } from '../src/engine/train/session.ts';",
  ],
  ['workers/worklet/a.ts', "import { FrontEnd } from '../../src/engine/dsp/front-end.ts';"],
  ['src/cli/a.ts', "import { readFile } from 'node:fs/promises'; import '@tensorflow/tfjs-backend-cpu';"],
  ['src/platform/a.ts', "import url from '../../workers/worklet/capture.ts?worker&url';"],
  ['src/platform/a.ts', "import type { Session } from '../engine/train/session.ts';"],
  ['src/platform/a.ts', "import { StudioError } from '../engine/core/errors.ts';"],
  [
    'src/state/a.ts',
    "import { createStore } from 'zustand/vanilla'; import { families } from '../engine/models/catalog.ts';",
  ],
  [
    'src/ui/a.tsx',
    "import { useStore } from 'zustand'; import { presets } from '../engine/config/presets/catalog.ts';",
  ],
  ['src/ui/a.tsx', "import words from './locales/en.json'; import './kit.css';"],
  [
    'src/main.tsx',
    "import { openStore } from './platform/storage/store.ts'; import { createRoot } from 'react-dom/client';",
  ],
  [
    'bench/contestants/a.ts',
    "import '@tensorflow/tfjs'; import '@jax-js/jax'; import { models } from '../../src/engine/models/catalog.ts';",
  ],
  ['bench/run/a.ts', "import { cpus } from 'node:os'; import { serve } from '../../scripts/serve.mjs';"],
  ['src/engine/core/a.test.ts', "import { test } from 'vitest'; import { readFileSync } from 'node:fs';"],
];

describe('layers rule', () => {
  test.each(forbidden)('%s must not: %s', async (file, code, reason) => {
    const problems = await problemsOf(file, code);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(reason);
  });

  test.each(allowed)('%s may: %s', async (file, code) => {
    expect(await problemsOf(file, code)).toEqual([]);
  });
});

describe('the configuration of the project', () => {
  const project = new ESLint();

  test.each(['src/engine/core/rng.ts', 'src/main.tsx', 'workers/a.ts', 'scripts/start.mjs'])(
    'applies the layers rule to %s as an error',
    async (file) => {
      const config = (await project.calculateConfigForFile(file)) as { rules: Record<string, unknown[]> };
      expect(config.rules['stillhouse/layers']?.[0]).toBe(2);
    },
  );

  test('forbids synchronous reads of tensors outside tests', async () => {
    const [result] = await project.lintText('export const f = (t) => t.dataSync();\n', { filePath: 'scripts/a.mjs' });
    expect(result?.messages.map((message) => message.ruleId)).toEqual(['no-restricted-syntax']);
  });
});
