import type { FrontEndConfig } from '../../engine/config/experiment.ts';
import { experimentFields } from '../../engine/config/fields.ts';
import { useExperiment, useRun } from '../shell/studio-context.tsx';
import { ClipPanel } from '../stage/clip-panel.tsx';
import { FieldList } from './field-list.tsx';
import { FrontEndPreset } from './front-end-preset.tsx';

const first = ['.kind', '.melBands', '.coefficients', '.windowMs', '.hopMs', '.denoise'];

/** The front end, heard and seen on a clip as it is changed. */
export function FrontEndDetails() {
  const heroShowsIt = useRun((state) => state.view.status === 'idle');
  const kind = useExperiment((state) => state.experiment.frontEnd.kind);
  const fields = experimentFields.filter(({ card, path }) => card === 'frontEnd' && concerns(path, kind));
  return (
    <>
      {!heroShowsIt && <ClipPanel />}
      <FrontEndPreset />
      <FieldList fields={fields} first={first} />
    </>
  );
}

/** Whether features of this kind depend on a field. */
function concerns(path: string, kind: FrontEndConfig['kind']): boolean {
  if (path.startsWith('frontEnd.pcen.')) return kind === 'pcen';
  if (path === 'frontEnd.log') return kind !== 'pcen';
  if (path === 'frontEnd.coefficients') return kind === 'mfcc';
  return !path.startsWith('frontEnd.mel') || kind !== 'spectrogram';
}
