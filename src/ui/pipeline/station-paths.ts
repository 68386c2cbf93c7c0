import type { Training } from '../../engine/config/experiment.ts';
import type { Station } from '../../state/settings-store.ts';

/** The card that a value of the experiment belongs to; null for what no card shows (what is trained on). */
export function stationOfPath(path: string, trainings: readonly Training[]): Station | null {
  const [head, id, part] = path.split('.');
  if (path.startsWith('data.source') || path === 'data.unlabelled' || head === 'preset') return null;
  if (head === 'frontEnd') return 'frontEnd';
  if (head === 'seed') return 'method';
  if (head !== 'trainings') return 'data';
  if (part === 'method' || part === 'teachers') return 'method';
  return trainings.find((training) => training.id === id)?.role === 'teacher' ? 'teacher' : 'student';
}

/** Paths that a card's "back to the preset" takes back. */
export function pathsOfStation(
  station: Station,
  changed: ReadonlySet<string>,
  trainings: readonly Training[],
): readonly string[] {
  return [...changed].filter((path) => stationOfPath(path, trainings) === station);
}
