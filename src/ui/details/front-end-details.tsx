import { experimentFields } from '../../engine/config/fields.ts';
import { useExperiment, useRun } from '../shell/studio-context.tsx';
import { ClipPanel } from '../stage/clip-panel.tsx';
import { FieldList } from './field-list.tsx';

const first = ['.kind', '.melBands', '.coefficients', '.windowMs', '.hopMs', '.denoise'];

/** The front end, heard and seen on a clip as it is changed. */
export function FrontEndDetails() {
  const heroShowsIt = useRun((state) => state.view.status === 'idle');
  const kind = useExperiment((state) => state.experiment.frontEnd.kind);
  const fields = experimentFields.filter(
    ({ card, path }) => card === 'frontEnd' && (kind === 'mfcc' || path !== 'frontEnd.coefficients'),
  );
  return (
    <>
      {!heroShowsIt && <ClipPanel />}
      <FieldList fields={fields} first={first} />
    </>
  );
}
