import { createRegistry } from '../core/registry.ts';
import { ctc } from './ctc/index.ts';
import { frames } from './frames/index.ts';
import type { Task, Targets } from './task.ts';
import { words } from './words/index.ts';

/** Everything that can be learnt. A new task is a folder, a line here, and its name in the schema. */
export const tasks = createRegistry<Task>('task', [words, frames, ctc]);

/** The task that targets are of. */
export function taskOf({ sequences }: Pick<Targets, 'sequences'>): Task {
  return sequences ? tasks.get(sequences.task) : words;
}
