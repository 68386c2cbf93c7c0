import { useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { GridList, GridListItem } from 'react-aria-components/GridList';
import { ListLayout, Virtualizer } from 'react-aria-components/Virtualizer';
import { useTranslation } from 'react-i18next';
import type { RecordedClip } from '../../engine/data/recordings.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { useReview, useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import { ClipEditor } from './clip-editor.tsx';
import { LabelField, SpeakerField } from './clip-fields.tsx';

const ROW_PX = 36;

export interface ClipReviewProps {
  readonly onMore: () => void;
  readonly onDone: () => void;
}

/** All that was recorded: one clip seen and cut, or many changed at once. */
export function ClipReview({ onMore, onDone }: ClipReviewProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { review } = useStudio();
  const clips = useReview((state) => state.clips);
  const selected = useReview((state) => state.selected);
  const heard = useReview((state) => state.heard);
  const error = useReview((state) => state.error);
  const canUndo = useReview(({ past }) => past.length > 0);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => list.current?.focus(), []);
  const chosen = clips.filter(({ id }) => selected.has(id));
  const [only] = chosen;
  const onKey = (event: KeyboardEvent) => {
    const { key, target } = event;
    if (target instanceof HTMLInputElement) return;
    if (key === 'Delete' || key === 'Backspace') void review.remove();
    else if (key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) void review.undo();
    else return;
    event.preventDefault();
  };
  const said = error && errorWords(error, t);
  return (
    <div className="review" onKeyDown={onKey}>
      <div className="review-list">
        <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: ROW_PX }}>
          <GridList
            ref={list}
            className="review-clips"
            aria-label={t('recording.clips')}
            items={clips}
            dependencies={[heard, t]}
            selectionMode="multiple"
            selectionBehavior="replace"
            selectedKeys={new Set(selected)}
            onSelectionChange={(keys) =>
              review.select(keys === 'all' ? new Set(clips.map(({ id }) => id)) : new Set([...keys].map(String)))
            }
            onAction={(key) => {
              const clip = clips.find(({ id }) => id === key);
              if (clip) void review.hear(clip);
            }}
            renderEmptyState={() => <p className="term">{t('recording.noClips')}</p>}
          >
            {(clip) => <ClipItem clip={clip} heard={heard === clip.id} />}
          </GridList>
        </Virtualizer>
        <p className="term" role="status">
          {joined(
            [
              t('recording.count', { count: clips.length, value: formats.count(clips.length) }),
              chosen.length > 1 && t('recording.chosen', { value: formats.count(chosen.length) }),
            ],
            t,
          )}
        </p>
      </div>
      <div className="review-work">
        {chosen.length === 0 && <p className="term">{t('recording.chooseClips')}</p>}
        {chosen.length === 1 && only && <ClipEditor key={only.id} clip={only} />}
        {chosen.length > 0 && (
          <>
            <LabelField key={`label ${valuesOf(chosen, ({ label }) => label)}`} clips={chosen} />
            <SpeakerField key={`speaker ${valuesOf(chosen, ({ speaker }) => speaker)}`} clips={chosen} />
            <div className="actions">
              <Button onPress={() => void review.trimToWords()}>{t('recording.trimToWords')}</Button>
              <Button onPress={() => void review.splitAtSilences()}>{t('recording.splitAtSilences')}</Button>
              <Button icon="close" onPress={() => void review.remove()}>
                {t('recording.remove', { count: chosen.length, value: formats.count(chosen.length) })}
              </Button>
            </div>
          </>
        )}
      </div>
      {said && (
        <p className="staged-refused" role="alert">
          {joined([said.what, said.why, said.todo], t)}
        </p>
      )}
      <div className="actions recording-actions">
        <Button look="primary" onPress={onDone}>
          {t('recording.finish')}
        </Button>
        <Button icon="undo" isDisabled={!canUndo} onPress={() => void review.undo()}>
          {t('recording.undo')}
        </Button>
        <Button icon="microphone" onPress={onMore}>
          {t('recording.more')}
        </Button>
        <Button look="quiet" isDisabled={clips.length === 0} onPress={() => void review.startAnew()}>
          {t('recording.startAnew')}
        </Button>
      </div>
    </div>
  );
}

function ClipItem({ clip, heard }: { readonly clip: RecordedClip; readonly heard: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const said = clip.label ?? t('recording.backgroundClip');
  const seconds = t('clip.seconds', { value: formats.fixed((clip.end - clip.start) / clip.sampleRateHz, 2) });
  return (
    <GridListItem id={clip.id} textValue={said} className={`review-clip${heard ? ' heard' : ''}`}>
      <Icon name={heard ? 'stop' : 'play'} />
      <bdi className="review-said">{said}</bdi>
      {clip.flaws.length > 0 && (
        <span className="review-flaw">
          <Icon name="warn" />
          <span className="hidden-visually">
            {joined(
              clip.flaws.map((flaw) => t(`recording.flaws.${flaw}`)),
              t,
            )}
          </span>
        </span>
      )}
      <span className="review-seconds">{seconds}</span>
    </GridListItem>
  );
}

/** Another choice of clips, or what was done to them, begins a field anew. */
function valuesOf(clips: readonly RecordedClip[], valueOf: (clip: RecordedClip) => string | null): string {
  return JSON.stringify(clips.map((clip) => [clip.id, valueOf(clip)]));
}
