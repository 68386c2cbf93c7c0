import { useTranslation } from 'react-i18next';
import { underWay } from '../../state/run-view.ts';
import { Button } from '../kit/button.tsx';
import { useOffline, useRun, useStudio } from '../shell/studio-context.tsx';
import './notices.css';

/** A newer version waits until the person wants it: nothing is opened anew behind their back. */
export function NewVersion() {
  const { t } = useTranslation();
  const studio = useStudio();
  const newVersion = useOffline((state) => state.newVersion);
  const othersOpen = useOffline((state) => state.othersOpen);
  const running = useRun((state) => underWay(state.view));
  if (!newVersion) return null;
  const help = running ? 'afterRun' : othersOpen ? 'othersOpen' : 'renewHelp';
  return (
    <section className="notice calm" aria-label={t('offline.newVersionLabel')}>
      <p role="status">
        <strong>{t('offline.newVersion')}</strong> {t(`offline.${help}`)}
      </p>
      <Button isDisabled={running} onPress={() => void studio.offline.renew()}>
        {t('offline.renew')}
      </Button>
    </section>
  );
}
