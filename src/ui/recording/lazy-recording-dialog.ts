import { lazy } from 'react';

/** Comes when somebody records, or goes over clips. */
export const RecordingDialog = lazy(() =>
  import('./recording-dialog.tsx').then(({ RecordingDialog }) => ({ default: RecordingDialog })),
);
