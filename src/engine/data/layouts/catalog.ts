import { createRegistry } from '../../core/registry.ts';
import { audacity } from './audacity/index.ts';
import { commonVoice } from './common-voice/index.ts';
import { csv } from './csv/index.ts';
import { fileName } from './file-name/index.ts';
import { folderPerClass } from './folder-per-class/index.ts';
import { kaldi } from './kaldi/index.ts';
import type { Layout } from './layout.ts';
import { librispeech } from './librispeech/index.ts';
import { nemo } from './nemo/index.ts';
import { speechCommands } from './speech-commands/index.ts';
import { sphinx } from './sphinx/index.ts';
import { textBeside } from './text-beside/index.ts';
import { timit } from './timit/index.ts';

/** Every layout that is recognised. A new one is a folder and a line here. */
export const layouts = createRegistry<Layout>('layout', [
  folderPerClass,
  fileName,
  speechCommands,
  timit,
  librispeech,
  sphinx,
  kaldi,
  nemo,
  commonVoice,
  csv,
  audacity,
  textBeside,
]);
