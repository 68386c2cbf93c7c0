import { createRegistry } from '../../core/registry.ts';
import { fileName } from './file-name/index.ts';
import { folderPerClass } from './folder-per-class/index.ts';
import type { Layout } from './layout.ts';

/** Every layout that is recognised. A new one is a folder and a line here. */
export const layouts = createRegistry<Layout>('layout', [folderPerClass, fileName]);
