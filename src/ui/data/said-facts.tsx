import type { TaskConfig, TaskId } from '../../engine/config/experiment.ts';
import type { DatasetSummary } from '../../state/services.ts';
import { PhoneFacts } from './phone-facts.tsx';
import { SentenceFacts } from './sentence-facts.tsx';

/** What there is to learn of data that is no words. @param symbols that sentences are asked to be written in */
export function SaidFacts({
  dataset: { sentences, timedPhones },
  task,
  symbols,
}: {
  readonly dataset: Pick<DatasetSummary, 'sentences' | 'timedPhones'>;
  readonly task: TaskId;
  readonly symbols: TaskConfig['symbols'];
}) {
  if (task === 'frames') return timedPhones && <PhoneFacts phones={timedPhones} />;
  const said = sentences[symbols];
  return said ? <SentenceFacts sentences={said} /> : null;
}
