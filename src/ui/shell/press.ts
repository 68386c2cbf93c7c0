import { nextTurn } from '../../engine/core/turn.ts';
import type { Command } from '../../state/commands.ts';
import type { Studio } from '../../state/studio.ts';

/**
 * Runs a command that somebody asked for by a button or a key, in a task of its own: the press, with the focus it moves,
 * is one already.
 */
export async function press(command: Command, studio: Studio): Promise<void> {
  await nextTurn();
  // Something may have happened since.
  if (command.enabled(studio)) await command.run(studio);
}
