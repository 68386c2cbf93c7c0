import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { HeardUpdate, ListeningNet, ListeningPair } from '../../engine/live/live-ear.ts';
import { roleOf } from '../../state/cast.ts';
import { useSettings, useStudio } from '../shell/studio-context.tsx';
import { useMedia } from '../shell/use-media.ts';
import { AnswerStrips } from './answer-strips.ts';
import { RunningSpectrogram } from './running-spectrogram.ts';

const SECONDS = 6;

export interface RunningPictureProps {
  readonly pair: ListeningPair;
  /** Those that have a strip. */
  readonly nets: readonly ListeningNet[];
}

/** The last seconds of sound, and below them a strip for each net: how sure it was of its best word, and the word. */
export function RunningPicture({ pair, nets }: RunningPictureProps) {
  const { t } = useTranslation();
  const studio = useStudio();
  const sound = useRef<HTMLCanvasElement>(null);
  const strips = useRef<HTMLCanvasElement>(null);
  const theme = useSettings((state) => state.theme);
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const drawAnew = useRef<() => void>(undefined);
  const columns = Math.round((1000 * SECONDS) / pair.frontEnd.hopMs);
  useEffect(() => {
    const [above, below] = [sound.current?.getContext('2d'), strips.current?.getContext('2d')];
    if (!above) return;
    const spectrogram = new RunningSpectrogram(above, pair.shape.bins);
    const answers = below && new AnswerStrips(below, stripsOf(nets), SECONDS);
    let waiting: HeardUpdate[] = [];
    let frame = 0;
    let isRestyled = false;
    // Many updates, one drawing: a page that nobody looks at draws nothing.
    const draw = () => {
      frame = 0;
      if (isRestyled) answers?.restyle();
      isRestyled = false;
      for (const { frames } of waiting) spectrogram.push(frames);
      answers?.draw(
        waiting,
        pair.nets.map(({ trainingId }) => trainingId),
        studio.live.getState().settings.strideMs / 1000,
      );
      waiting = [];
    };
    const drawSoon = () => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    const stop = studio.live.onUpdate((update) => {
      waiting.push(update);
      if (waiting.length > columns) waiting = waiting.slice(-columns);
      drawSoon();
    });
    // A picture of another size is drawn anew, also when nothing is heard.
    const sized = new ResizeObserver(drawSoon);
    if (below) sized.observe(below.canvas);
    drawAnew.current = () => {
      isRestyled = true;
      drawSoon();
    };
    return () => {
      drawAnew.current = undefined;
      stop();
      sized.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [studio, pair, nets, columns]);
  useEffect(() => drawAnew.current?.(), [theme, isDark]);
  return (
    <figure
      className={nets.length > 0 ? 'running' : 'running plain'}
      aria-label={t(nets.length > 0 ? 'speak.picture' : 'speak.sentences.picture')}
    >
      <canvas ref={sound} className="running-sound" width={columns} height={pair.shape.bins} />
      {nets.length > 0 && (
        <>
          <ul className="running-names" aria-hidden="true">
            {nets.map((net) => (
              <li key={net.trainingId} className={roleOf(net)}>
                {t(`cast.${roleOf(net)}`)}
              </li>
            ))}
          </ul>
          <canvas ref={strips} className="running-strips" />
        </>
      )}
    </figure>
  );
}

function stripsOf(nets: readonly ListeningNet[]) {
  return nets.map((net) => ({ id: net.trainingId, role: roleOf(net) }));
}
