import type { Report, ReportModel } from '../../engine/experiment/report.ts';
import type { BackendReport } from '../../engine/train/trainer.ts';

/** A report without what the clock says and without how many threads there were. */
export function timeless({ models, runs, backend, ...rest }: Report): unknown {
  const still = (nets: Report['models']) =>
    Object.fromEntries(Object.entries(nets).map(([id, net]) => [id, stillNet(net)]));
  return {
    ...rest,
    models: still(models),
    runs: runs.map((run) => ({ ...run, models: still(run.models) })),
    backend: alike(backend),
    seconds: 0,
  };
}

function stillNet({ backend, decoding, ...net }: ReportModel): unknown {
  return {
    ...net,
    msPerClip: 0,
    ...(decoding && { decoding: { ...decoding, msPerClip: 0 } }),
    ...(backend && { backend: alike(backend) }),
  };
}

function alike(backend: BackendReport): BackendReport {
  return { ...backend, threads: 1, stepMs: {} };
}
