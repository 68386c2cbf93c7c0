import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStudio } from '../shell/studio-context.tsx';

/** The whole page takes files and folders; while some hover over it, it says so. */
export function DropZone() {
  const { t } = useTranslation();
  const studio = useStudio();
  const [over, setOver] = useState(false);
  useEffect(() => {
    let depth = 0;
    const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const enter = (event: DragEvent) => {
      if (carriesFiles(event)) setOver(++depth > 0);
    };
    const leave = (event: DragEvent) => {
      if (carriesFiles(event)) setOver(--depth > 0);
    };
    const hover = (event: DragEvent) => {
      if (carriesFiles(event)) event.preventDefault();
    };
    const drop = (event: DragEvent) => {
      depth = 0;
      setOver(false);
      if (!event.dataTransfer || !carriesFiles(event)) return;
      event.preventDefault();
      // What comes of it is shown there.
      studio.settings.goTo('train');
      const files = studio.services.files.fromDrop(event.dataTransfer);
      files
        .then((found) => studio.dataset.importFiles(found))
        .catch((thrown: unknown) => studio.dataset.report(thrown));
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: hover, drop } as const;
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', hover);
    window.addEventListener('drop', drop);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name, listener as EventListener);
      }
    };
  }, [studio]);
  return over ? (
    <div className="drop-zone" aria-hidden="true">
      <p>{t('ownAudio.drop')}</p>
    </div>
  ) : null;
}
