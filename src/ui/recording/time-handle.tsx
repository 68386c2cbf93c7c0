import type { KeyboardEvent, PointerEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/format.ts';

export interface TimeHandleProps {
  readonly kind: 'start' | 'end' | 'middle';
  readonly label: string;
  /** Samples, as all places here. */
  readonly at: number;
  readonly min: number;
  readonly max: number;
  /** Of the whole picture. */
  readonly length: number;
  readonly sampleRateHz: number;
  readonly onMove: (sample: number) => void;
  /** It was let go. */
  readonly onDone: () => void;
}

const STEP_SECONDS = 0.01;
const LEAP_SECONDS = 0.1;

/** A place in a recording, moved by drag or by arrow keys (Page keys: ten times as far). */
export function TimeHandle(props: TimeHandleProps) {
  const { kind, label, at, min, max, length, sampleRateHz, onMove, onDone } = props;
  const { t } = useTranslation();
  const formats = useFormats();
  const moveTo = (sample: number) => {
    const bounded = Math.round(Math.min(max, Math.max(min, sample)));
    if (bounded !== at) onMove(bounded);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = targetOf(event.key, props);
    if (target === null) return;
    event.preventDefault();
    event.stopPropagation();
    moveTo(target);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = event.currentTarget.parentElement?.getBoundingClientRect();
    if (box && box.width > 0) moveTo(((event.clientX - box.left) / box.width) * length);
  };
  const seconds = at / sampleRateHz;
  return (
    <span
      className={`time-handle ${kind}`}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={Math.round((1000 * min) / sampleRateHz)}
      aria-valuemax={Math.round((1000 * max) / sampleRateHz)}
      aria-valuenow={Math.round(1000 * seconds)}
      aria-valuetext={t('clip.seconds', { value: formats.fixed(seconds, 2) })}
      style={{ left: `${(100 * at) / length}%` }}
      onKeyDown={onKeyDown}
      onKeyUp={({ key }) => targetOf(key, props) !== null && onDone()}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onPointerUp={onDone}
    />
  );
}

/** Where a key moves it; null: the key means nothing here. */
function targetOf(key: string, { at, min, max, sampleRateHz }: TimeHandleProps): number | null {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return at - STEP_SECONDS * sampleRateHz;
    case 'ArrowRight':
    case 'ArrowUp':
      return at + STEP_SECONDS * sampleRateHz;
    case 'PageDown':
      return at - LEAP_SECONDS * sampleRateHz;
    case 'PageUp':
      return at + LEAP_SECONDS * sampleRateHz;
    case 'Home':
      return min;
    case 'End':
      return max;
    default:
      return null;
  }
}
