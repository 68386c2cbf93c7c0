import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { frameWeights } from '../../engine/metrics/frame-weights.ts';
import type { Spike } from '../../engine/decode/spikes.ts';
import type { BlankTreatment } from '../../engine/distill/blank-weights.ts';
import { castOf, castRoles } from '../../state/cast.ts';
import { sourceMatches } from '../../state/studio.ts';
import { useFormats } from '../i18n/format.ts';
import { Button } from '../kit/button.tsx';
import { Segments } from '../kit/segments.tsx';
import { useDataset, useRun, useStudio } from '../shell/studio-context.tsx';
import { errorWords, joined } from '../shell/words.ts';
import { Waveform } from '../stage/waveform.tsx';
import { PhoneLane } from './phone-lane.tsx';
import { SpikeLane } from './spike-lane.tsx';
import { useLook, type Look } from './use-look.ts';
import './spikes.css';

const treatments = ['every', 'not-blank', 'less-blank', 'window'] as const;
type TreatmentKind = (typeof treatments)[number];
/** Of `window`, where the run does not say. */
const REACH = 2;
/** Beside a spike this is heard at most. */
const BESIDE_SECONDS = 0.4;

/**
 * Where in an utterance the nets of the run say what: of sentences spikes, and the blank between them; of phones what each
 * frame is taken for.
 */
export function Spikes() {
  const { services } = useStudio();
  const dataset = useDataset((state) => state.dataset);
  const experiment = useRun((state) => state.experiment);
  const ofPhones = useRun((state) => state.view.phones !== null);
  const clips = useMemo(
    () =>
      dataset
        ? services.datasets
            .clips(dataset.id)
            .filter(({ split, transcript }) => split === 'test' && (ofPhones || transcript))
        : [],
    [services, dataset, ofPhones],
  );
  if (!dataset || !experiment || clips.length === 0 || !sourceMatches(experiment.data.source, dataset)) return null;
  return <UtteranceSpikes key={dataset.id} datasetId={dataset.id} clips={clips} ofPhones={ofPhones} />;
}

interface UtteranceSpikesProps {
  readonly datasetId: string;
  readonly clips: readonly {
    readonly index: number;
    readonly transcript: string | null;
    readonly speaker: string | null;
  }[];
  readonly ofPhones: boolean;
}

function UtteranceSpikes({ datasetId, clips, ofPhones }: UtteranceSpikesProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const [at, setAt] = useState(0);
  const clip = clips[at]!;
  const { look, error } = useLook(datasetId, clip.index);
  const step = (by: number) => setAt((at + by + clips.length) % clips.length);
  return (
    <section className="spikes" aria-labelledby="spikes-title">
      <h2 className="section-title" id="spikes-title">
        {t('spikes.heading')}
      </h2>
      <p className="section-help">{t(ofPhones ? 'spikes.helpFrames' : 'spikes.help')}</p>
      <div className="actions spikes-clip">
        <Button small icon="play" onPress={() => void studio.services.datasets.play(datasetId, clip.index, null)}>
          {t('clip.play')}
        </Button>
        <p className="spikes-said" role="status">
          {clip.transcript !== null && t('clip.quoted', { word: clip.transcript })}
        </p>
        <Button small onPress={() => step(-1)}>
          {t('spikes.previous')}
        </Button>
        <Button small onPress={() => step(1)}>
          {t('spikes.next')}
        </Button>
        <span className="term">
          {t('clip.position', { at: formats.count(at + 1), of: formats.count(clips.length) })}
        </span>
      </div>
      {error && <SpikesError error={error} />}
      {look ? <Lanes look={look} datasetId={datasetId} /> : !error && <span className="skeleton spikes-skeleton" />}
    </section>
  );
}

function SpikesError({ error }: { readonly error: Parameters<typeof errorWords>[0] }) {
  const { t } = useTranslation();
  const { what, why, todo } = errorWords(error, t);
  return (
    <p className="staged-refused" role="alert">
      {joined([what, why, todo], t)}
    </p>
  );
}

function Lanes({ look: { look, samples, index }, datasetId }: { readonly look: Look; readonly datasetId: string }) {
  const { datasets } = useStudio().services;
  const experiment = useRun((state) => state.experiment);
  const cast = useMemo(() => experiment && castOf(experiment.trainings), [experiment]);
  const netOf = (role: (typeof castRoles)[number]) =>
    look.nets.find(({ trainingId }) => trainingId === cast?.[role]?.id);
  const teacher = netOf('teacher') ?? null;
  const { frameSeconds } = look;
  const hear = (spike: Spike, among: readonly Spike[]) => {
    const middle = (spike.peak + 0.5) * frameSeconds;
    const place = among.indexOf(spike);
    const between = (other: Spike | undefined, outer: number) =>
      other ? (middle + (other.peak + 0.5) * frameSeconds) / 2 : outer;
    const from = Math.max(between(among[place - 1], 0), middle - BESIDE_SECONDS);
    const to = Math.min(between(among[place + 1], Infinity), middle + BESIDE_SECONDS);
    void datasets.playPart(datasetId, index, from, to);
  };
  const hearStretch = ({ start, end }: Spike) =>
    void datasets.playPart(datasetId, index, start * frameSeconds, end * frameSeconds);
  return (
    <div className="spike-lanes">
      <div className="spike-sound" aria-hidden="true">
        <Waveform clip={samples} />
      </div>
      {castRoles.map((role) => {
        const net = netOf(role);
        if (!net) return null;
        const lane = { role, net, look, teacher: role === 'teacher' ? null : teacher };
        return look.blank === null ? (
          <PhoneLane key={role} {...lane} onHear={hearStretch} />
        ) : (
          <SpikeLane key={role} {...lane} onHear={hear} />
        );
      })}
      {teacher && look.blank !== null && <Counted look={look} posteriors={teacher.posteriors} />}
    </div>
  );
}

/** Which frames count in the loss by each treatment of the blank. */
function Counted({ look, posteriors }: { readonly look: Look['look']; readonly posteriors: Float32Array }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const ran = useRun((state) => {
    const cast = state.experiment && castOf(state.experiment.trainings);
    return cast?.distilled?.method.params;
  });
  const [chosen, setChosen] = useState<TreatmentKind | null>(null);
  const own = treatments.find((kind) => kind === ran?.['blank']) ?? 'every';
  const kind = chosen ?? own;
  const { symbols, frames } = look;
  const reach = Number(ran?.['reach'] ?? REACH);
  const treatment: BlankTreatment = kind === 'window' ? { kind, reach } : { kind };
  const weights = frameWeights(posteriors, symbols.length, symbols.length - 1, treatment);
  const share = weights.reduce((sum, weight) => sum + weight, 0) / Math.max(1, frames);
  return (
    <div className="spike-counted">
      <Segments
        label={t('spikes.counted')}
        help={t('spikes.countedHelp')}
        value={kind}
        options={treatments.map((id) => ({ id, label: t(`distill.ctc-frame.params.blank.choices.${id}`) }))}
        onChange={setChosen}
      />
      <svg className="spike-weights" viewBox={`0 0 ${frames} 1`} preserveAspectRatio="none" aria-hidden="true">
        {Array.from(weights, (weight, frame) => (
          <rect key={frame} x={frame} y={0} width={1.05} height={1} opacity={weight} />
        ))}
      </svg>
      <p className="term" role="status">
        {joined(
          [
            t('spikes.share', { value: formats.percent(100 * share) }),
            t(kind === own ? 'spikes.asTrained' : 'spikes.notTrained'),
          ],
          t,
        )}
      </p>
    </div>
  );
}
