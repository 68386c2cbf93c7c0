/**
 * TIMIT's 61 phone labels folded as everybody folds them since K.-F. Lee and H.-W. Hon, "Speaker-independent phone
 * recognition using hidden Markov models", IEEE Transactions on ASSP 37(11), 1989, table I: 48 to train, 39 to score.
 */

/** From 61 to 48 where the label changes; null: the glottal stop is left out. */
const to48 = new Map<string, string | null>(
  Object.entries({
    'ax-h': 'ax',
    axr: 'er',
    bcl: 'vcl',
    dcl: 'vcl',
    gcl: 'vcl',
    em: 'm',
    eng: 'ng',
    'h#': 'sil',
    pau: 'sil',
    hv: 'hh',
    kcl: 'cl',
    pcl: 'cl',
    tcl: 'cl',
    nx: 'n',
    ux: 'uw',
    q: null,
  }),
);

/** From 48 to 39 where the label changes. */
const to39 = new Map(
  Object.entries({
    ao: 'aa',
    ax: 'ah',
    cl: 'sil',
    vcl: 'sil',
    epi: 'sil',
    el: 'l',
    en: 'n',
    ix: 'ih',
    zh: 'sh',
  }),
);

/** The labels of the transcriptions, sorted. */
export const phones61 = (
  'aa ae ah ao aw ax ax-h axr ay b bcl ch d dcl dh dx eh el em en eng epi er ey f g gcl h# hh hv ih ix iy jh k kcl l m ' +
  'n ng nx ow oy p pau pcl q r s sh t tcl th uh uw ux v w y z zh'
).split(' ');

/** The label to train with; null where none is. */
export function foldTo48(phone: string): string | null {
  const folded = to48.get(phone);
  return folded === undefined ? phone : folded;
}

/** The label to score with; null where none is. @param phone of the 61 or the 48 */
export function foldTo39(phone: string): string | null {
  const trained = foldTo48(phone);
  return trained === null ? null : (to39.get(trained) ?? trained);
}

/** To train with, sorted. */
export const phones48 = distinct(phones61.map(foldTo48));
/** To score with, sorted. */
export const phones39 = distinct(phones61.map(foldTo39));

function distinct(labels: readonly (string | null)[]): string[] {
  return [...new Set(labels.filter((label) => label !== null))].sort();
}
