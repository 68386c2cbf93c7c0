import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import type { BackendReport } from '../../engine/train/trainer.ts';
import { castOf, castRoles, type CastRole } from '../../state/cast.ts';
import { useFormats, type Formats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { KeptLine } from '../notices/kept-line.tsx';
import { useRun } from '../shell/studio-context.tsx';
import { useLoaded } from '../shell/use-loaded.ts';
import { joined } from '../shell/words.ts';

const loadGpuCheck = () => import('./gpu-check.tsx');

const gpus: readonly string[] = ['webgpu', 'webgl'];

/** Which backend trains what, why it was taken, and why not one that comes before it; and a way to check the GPU. */
export function Backend() {
  const { t } = useTranslation();
  const formats = useFormats();
  // Not with every step of the run.
  const backends = useRun(
    useShallow(({ experiment, view }) => {
      const cast = experiment && castOf(experiment.trainings);
      return castRoles.map((role) => view.trainings[cast?.[role]?.id ?? '']?.backend ?? null);
    }),
  );
  const lines = new Map<string, { readonly roles: CastRole[]; readonly backend: BackendReport }>();
  for (const [index, role] of castRoles.entries()) {
    const backend = backends[index];
    if (!backend) continue;
    const { name, variant, threads, missingThreads, reason, stepMs } = backend;
    const key = JSON.stringify([name, variant, threads, missingThreads, reason, stepMs]);
    const line = lines.get(key);
    if (line) line.roles.push(role);
    else lines.set(key, { roles: [role], backend });
  }
  const refused = new Map(
    [...lines.values()].flatMap(({ backend }) =>
      backend.refused.map(({ name, reason }) => [`${name} ${reason}`, { name, reason }] as const),
    ),
  );
  return (
    <div className="backend">
      {[...lines].map(([key, { roles, backend }]) => (
        <p key={key}>{sentences(roles, backend, t, formats)}</p>
      ))}
      {refused.size > 0 && (
        <p>
          {joined(
            [...refused.values()].map(({ name, reason }) =>
              t(`backend.refused.${reason}`, { name: t(`backend.names.${name}`) }),
            ),
            t,
          )}
        </p>
      )}
      <KeptLine />
      <CheckGpu />
    </div>
  );
}

function CheckGpu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const dialog = useLoaded(loadGpuCheck, open);
  return (
    <>
      <Button small look="quiet" icon="check" onPress={() => setOpen(true)}>
        {t('gpuCheck.open')}
      </Button>
      {open && dialog && <dialog.default onClose={() => setOpen(false)} />}
    </>
  );
}

function sentences(roles: readonly CastRole[], backend: BackendReport, t: TFunction, formats: Formats): string {
  const { name, adapter, variant, threads, missingThreads, reason, stepMs } = backend;
  const who =
    roles.length === castRoles.length
      ? t('backend.everyone')
      : roles.join() === 'alone,distilled'
        ? t('backend.students')
        : formats.list(roles.map((role) => t(`cast.${role}`)));
  const named = { who, name: t(`backend.names.${name}`) };
  const times = Object.entries(stepMs)
    .sort(([, a], [, b]) => a - b)
    .map(([id, ms]) => t('backend.time', { name: t(`backend.names.${id}`), value: formats.milliseconds(ms) }));
  return joined(
    [
      gpus.includes(name) ? t('backend.onGpu', named) : t('backend.onCpu', { ...named, count: threads }),
      missingThreads > 0 && t('backend.missingThreads', { count: missingThreads }),
      adapter !== '' && t('backend.adapter', { adapter }),
      name === 'webgpu' && t(`backend.products.${variant}`),
      t(`backend.why.${reason === 'only' && gpus.includes(name) ? 'onlyGpu' : reason}`),
      times.length > 0 && t('backend.times', { list: formats.list(times) }),
    ],
    t,
  );
}
