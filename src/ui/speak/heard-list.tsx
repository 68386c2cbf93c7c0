import { useTranslation } from 'react-i18next';
import type { ListeningNet, ListeningPair } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { MARKABLE } from '../../state/live-store.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Icon } from '../kit/icon.tsx';
import { SelectField } from '../kit/select-field.tsx';
import { useLive, useSaidClips, useStudio } from '../shell/studio-context.tsx';

const NOT_TOLD = 'not-told';
const NO_WORD = 'no-word';

export interface HeardListProps {
  readonly pair: ListeningPair;
  readonly nets: readonly ListeningNet[];
}

/** The last sounds, what each net made of them, and a place to tell what they were: it keeps the score. */
export function HeardList({ pair, nets }: HeardListProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const heard = useLive((state) => state.heard);
  const kept = useSaidClips((state) => state.clipOf);
  if (heard.length === 0) return <p className="term heard-none">{t('speak.none')}</p>;
  const options = [
    { id: NOT_TOLD, label: t('speak.notTold') },
    { id: NO_WORD, label: t('speak.noWord') },
    ...pair.classes.map((word) => ({ id: `word-${word}`, label: word })),
  ];
  return (
    <div className="heard">
      <table>
        <caption>
          <span>{t('speak.heard')}</span>
          <Button small look="quiet" onPress={() => studio.live.clear()}>
            {t('speak.clear')}
          </Button>
        </caption>
        <thead>
          <tr>
            <th scope="col" className="heard-at">
              {t('speak.at')}
            </th>
            {nets.map((net) => (
              <th scope="col" key={net.trainingId} className={roleOf(net)}>
                {t(`cast.${roleOf(net)}`)}
              </th>
            ))}
            <th scope="col">{t('speak.truth')}</th>
          </tr>
        </thead>
        <tbody>
          {heard.slice(0, MARKABLE).map(({ id, sound, truth }) => (
            <tr key={id}>
              <td className="heard-at">{formats.fixed(sound.endSeconds, 1)}</td>
              {nets.map(({ trainingId }) => {
                const answer = sound.answers.find((one) => one.trainingId === trainingId);
                const said = answer?.said === true;
                const right =
                  truth === null
                    ? ''
                    : said === (truth !== '') && (!said || answer.label === truth)
                      ? 'right'
                      : 'wrong';
                return (
                  <td key={trainingId} className={right}>
                    {sound.noWord ? t(`speak.why.${sound.noWord}`) : said ? answer.label : t('speak.nothing')}
                    {right !== '' && (
                      <span className="heard-mark" role="img" aria-label={t(`speak.${right}`)}>
                        {t(`speak.mark.${right}`)}
                      </span>
                    )}
                  </td>
                );
              })}
              <td className="heard-truth">
                <SelectField
                  bare
                  label={t('speak.truthOf', { seconds: formats.fixed(sound.endSeconds, 1) })}
                  value={truth === null ? NOT_TOLD : truth === '' ? NO_WORD : `word-${truth}`}
                  options={options}
                  onChange={(chosen) =>
                    chosen !== NOT_TOLD && studio.live.mark(id, chosen === NO_WORD ? '' : chosen.slice('word-'.length))
                  }
                />
                {kept.has(id) && (
                  <span className="heard-kept" role="img" aria-label={t('speak.keep.kept')}>
                    <Icon name="download" />
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
