import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberParam } from '../../engine/core/param-spec.ts';
import { optimiserBounds } from '../../engine/config/bounds.ts';
import type { Training } from '../../engine/config/experiment.ts';
import { methods } from '../../engine/distill/catalog.ts';
import { castOf } from '../../state/cast.ts';
import { useFormats } from '../i18n/format.ts';
import { SliderField } from '../kit/slider-field.tsx';
import { useInTurn } from '../shell/draw-turns.ts';
import { useRun, useStudio } from '../shell/studio-context.tsx';
import './knobs.css';

interface Knob {
  readonly key: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly scale: 'linear' | 'log';
}

/** What may be turned while a run is under way; each turn leaves a mark on the curves. */
export function Knobs() {
  const experiment = useRun((state) => state.experiment);
  const underWay = useRun(({ view }) => view.status === 'running' || view.status === 'paused');
  const distilled = experiment && castOf(experiment.trainings).distilled;
  const wanted = distilled && underWay ? distilled : null;
  const shown = useInTurn(wanted);
  return wanted && shown ? <KnobSliders training={wanted} /> : null;
}

function KnobSliders({ training }: { readonly training: Training }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const studio = useStudio();
  const marks = useRun((state) => state.view.marks);
  // A mark comes with the next step: until then the slider stands where it was put, ready for the next key.
  const [asked, setAsked] = useState<Readonly<Record<string, number | undefined>>>({});
  const turned = (key: string) => asked[key] ?? marks.findLast((mark) => mark.key === key)?.value;
  const turn = async (key: string, value: number) => {
    setAsked((before) => ({ ...before, [key]: value }));
    try {
      await studio.services.runner.turn(key, value);
    } catch (thrown) {
      setAsked((before) => ({ ...before, [key]: undefined }));
      throw thrown;
    }
  };
  return (
    <section className="knobs" aria-label={t('knobs.label')}>
      {knobsOf(training).map((knob) => (
        <SliderField
          key={knob.key}
          label={t(`knobs.${knob.key}.name`)}
          help={t(`knobs.${knob.key}.help`)}
          value={turned(knob.key) ?? knob.value}
          min={knob.min}
          max={knob.max}
          step={knob.step}
          scale={knob.scale}
          show={formats.short}
          onCommit={(value) => void studio.attempt(() => turn(knob.key, value))}
        />
      ))}
    </section>
  );
}

function knobsOf({ method, optimiser }: Training): readonly Knob[] {
  const live = methods
    .get(method.id)
    .params.filter((spec): spec is NumberParam => spec.kind === 'number' && spec.live === true);
  const rate = optimiserBounds.learningRate;
  return [
    ...live.map((spec) => ({
      ...spec,
      scale: spec.scale ?? ('linear' as const),
      value: Number(method.params[spec.key] ?? spec.default),
    })),
    // The useful part of what is allowed: a decade and a half around what it began with.
    {
      key: 'learningRate',
      value: optimiser.learningRate,
      min: Math.max(rate.min, optimiser.learningRate / 30),
      max: Math.min(rate.max, optimiser.learningRate * 30),
      step: rate.step,
      scale: 'log',
    },
  ];
}
