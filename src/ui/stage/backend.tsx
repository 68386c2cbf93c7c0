import { useTranslation } from 'react-i18next';
import { joined } from '../shell/words.ts';
import { useCastViews } from './use-cast-views.ts';

/** Which backend trains, and why not one that was tried before. */
export function Backend() {
  const { t } = useTranslation();
  const views = useCastViews();
  const backend = (views.distilled ?? views.teacher)?.backend ?? views.teacher?.backend;
  if (!backend) return null;
  return (
    <p className="backend">
      {joined(
        [
          t('backend.chosen', { name: t(`backend.names.${backend.name}`) }),
          backend.adapter !== '' && t('backend.adapter', { adapter: backend.adapter }),
          ...backend.refused.map(({ name, reason }) =>
            t(`backend.refused.${reason}`, { name: t(`backend.names.${name}`) }),
          ),
        ],
        t,
      )}
    </p>
  );
}
