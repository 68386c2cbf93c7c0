import { placeMarkLabels } from './place-mark-labels.ts';
import { usePlot } from './plot.tsx';

export interface MarkWords {
  readonly key: string;
  readonly step: number;
  readonly words: string;
}

const ROW_PX = 13;
/** A little wider than the figures of the page's type at this size. */
const SIGN_PX = 7;

/** What each mark says: a row a knob, the latest where marks of a knob stand close. */
export function MarkLabels({ marks }: { readonly marks: readonly MarkWords[] }) {
  const { area, xOf } = usePlot();
  const knobs = [...new Set(marks.map(({ key }) => key))];
  return (
    <g className="mark-labels">
      {knobs.flatMap((knob, row) => {
        const labels = marks
          .filter(({ key }) => key === knob)
          .map(({ step, words }) => ({ step, words, x: xOf(step), width: words.length * SIGN_PX }))
          .toSorted((a, b) => a.x - b.x);
        return placeMarkLabels(labels, area.right).map(({ left }, index) => {
          const label = labels[index];
          return left === null || !label ? null : (
            <text key={`${knob} ${label.step} ${label.words} ${index}`} x={left} y={area.top + 10 + row * ROW_PX}>
              {label.words}
            </text>
          );
        });
      })}
    </g>
  );
}
