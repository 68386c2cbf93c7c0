import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorReport } from '../../engine/core/errors.ts';
import type { GpuCheck, GpuReport } from '../../engine/tensor/backends/check-gpus.ts';
import { StudioError } from '../../engine/core/errors.ts';
import { gpuCheckText } from '../../state/gpu-check-text.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import './gpu-check.css';

/** Runs the whole gradient suite on the GPU and says what came out, as words and as text for a bug report. */
export default function GpuCheckDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { gpuCheck } = useStudio().services;
  const [checks, setChecks] = useState(0);
  const [report, setReport] = useState<GpuReport | null>(null);
  const [error, setError] = useState<ErrorReport | null>(null);
  useEffect(() => {
    const leave = new AbortController();
    gpuCheck.run(setChecks, leave.signal).then(setReport, (thrown: unknown) => {
      if (!leave.signal.aborted) setError(StudioError.from(thrown).toReport());
    });
    return () => leave.abort();
  }, [gpuCheck]);
  return (
    <Dialog title={t('gpuCheck.title')} open onClose={onClose}>
      <p className="term">{t('gpuCheck.help')}</p>
      <div role="status">
        {error ? (
          <ErrorWords error={error} />
        ) : report ? (
          report.gpus.map((check) => <Finding key={check.name} check={check} />)
        ) : (
          <p>{t('gpuCheck.running', { count: checks })}</p>
        )}
      </div>
      {report && <ForBugReport text={gpuCheckText(report, gpuCheck.browser)} />}
    </Dialog>
  );
}

function ErrorWords({ error }: { readonly error: ErrorReport }) {
  const { t } = useTranslation();
  const { what, why, todo } = errorWords(error, t);
  return <p className="gpu-check-bad">{joined([what, why, todo], t)}</p>;
}

/** One way to use the GPU, in a sentence or two. */
function Finding({ check }: { readonly check: GpuCheck }) {
  const { t } = useTranslation();
  const { duration } = useFormats();
  const { name, adapter, software, unavailable, broken, checks, failed, milliseconds } = check;
  const named = { name: t(`backend.names.${name}`), adapter };
  if (unavailable !== null) return <p>{t('backend.refused.unavailable', named)}</p>;
  const good = failed.length === 0 && broken === null;
  return (
    <p className={good ? 'gpu-check-good' : 'gpu-check-bad'}>
      {joined(
        [
          broken !== null
            ? t('gpuCheck.broken', { ...named, count: checks })
            : good
              ? t('gpuCheck.right', { ...named, count: checks, time: duration(milliseconds / 1000) })
              : t('gpuCheck.wrong', { ...named, count: failed.length, of: checks }),
          adapter !== '' && t('backend.adapter', { adapter }),
          software && t('gpuCheck.software'),
        ],
        t,
      )}
    </p>
  );
}

function ForBugReport({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const { files } = useStudio().services;
  return (
    <>
      <h3 className="gpu-check-head">{t('gpuCheck.paste')}</h3>
      <textarea className="text-input gpu-check-text" aria-label={t('gpuCheck.paste')} readOnly rows={6} value={text} />
      <div className="actions">
        <Button icon="download" onPress={() => files.save('stillhouse-gpu.txt', text, 'text/plain')}>
          {t('gpuCheck.save')}
        </Button>
      </div>
    </>
  );
}
