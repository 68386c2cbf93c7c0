import type { TFunction } from 'i18next';
import type { Formats } from '../i18n/format.ts';

/** `T 2`: a turned knob in as few signs as fit on a curve. */
export function knobWords(
  mark: { readonly key: string; readonly value: number },
  t: TFunction,
  formats: Formats,
): string {
  return t('charts.mark', { knob: t(`knobs.${mark.key}.symbol`), value: formats.short(mark.value) });
}
