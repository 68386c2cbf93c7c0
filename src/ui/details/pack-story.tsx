import { Button } from 'react-aria-components/Button';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import { useTranslation } from 'react-i18next';
import type { PackOrigin } from '../../engine/data/dataset-summary.ts';
import type { DatasetSummary } from '../../state/services.ts';
import { useFormats } from '../i18n/format.ts';

export interface PackStoryProps {
  readonly dataset: DatasetSummary;
  readonly origin: PackOrigin;
}

/** How the speech pack was made. */
export function PackStory({ dataset, origin }: PackStoryProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const facts: readonly (readonly [string, string])[] = [
    ['engine', `${origin.engine} ${origin.engineVersion}`],
    ['voices', t('pack.voicesValue', { voices: formats.count(dataset.speakers), accents: origin.accents.length })],
    ['accents', origin.accents.join(', ')],
    ['splits', t('pack.splitsValue')],
    ['sound', `${origin.encoder}, ${formats.bytes(origin.bytes)}`],
    ['licence', origin.licence],
    ['script', origin.script],
  ];
  return (
    <DialogTrigger>
      <Button className="button link small pack-story">{t('pack.open')}</Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="help-text pack-facts" aria-label={t('pack.open')}>
          <p>{t('pack.story')}</p>
          <dl>
            {facts.map(([key, value]) => (
              <div key={key}>
                <dt>{t(`pack.${key}`)}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
