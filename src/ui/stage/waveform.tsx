import type { ClipSamples } from '../../state/services.ts';

const COLUMNS = 160;

/** The outline of a clip's samples; decoration beside the spectrogram. */
export function Waveform({ clip }: { readonly clip: ClipSamples }) {
  return (
    <svg className="waveform" viewBox={`0 -1 ${COLUMNS} 2`} preserveAspectRatio="none" aria-hidden="true">
      <path d={outline(clip.samples)} />
    </svg>
  );
}

function outline(samples: Float32Array): string {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 1e-6);
  let path = '';
  for (let column = 0; column < COLUMNS; column++) {
    const from = Math.floor((column * samples.length) / COLUMNS);
    const to = Math.floor(((column + 1) * samples.length) / COLUMNS);
    let most = 0.02;
    for (let i = from; i < to; i++) most = Math.max(most, Math.abs(samples[i] ?? 0) / peak);
    path += `M${column + 0.5} ${-most}V${most}`;
  }
  return path;
}
