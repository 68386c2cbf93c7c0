/** `npm run bench`: the same work by Stillhouse and by others in turn; tables to stdout, progress to stderr. */
import { writeFile } from 'node:fs/promises';
import { CommanderError } from 'commander';
import * as v from 'valibot';
import { parseOptions, type BenchOptions } from './options.ts';
import { summaryText, workTable } from './report/console.ts';
import { goalsOf } from './report/goals.ts';
import { markdownOf } from './report/markdown.ts';
import { fileSchema, type BenchFile } from './report/schema.ts';
import { BusyWatch } from './run/busy.ts';
import { runExperiments } from './run/experiments.ts';
import { runGrowth } from './run/growth.ts';
import { commitInWords, describeMachine } from './run/machine.ts';
import { Places } from './run/places.ts';
import { MicroKernel } from './run/micro-kernel.ts';
import { runRounds, type RoundsContext } from './run/rounds.ts';
import { netIds } from './works/net.ts';
import { RECOGNISER } from './works/recogniser.ts';
import { productShapes, sentenceSizes, titleOf, type Task } from './works/task.ts';

const AUDIO_SECONDS = 3600;
const experimentIds = ['default', 'rnn-to-rnn'] as const;

function tasksOf({ only, batch }: BenchOptions): Task[] {
  const nets = netIds.filter((net) => only.includes(net));
  return [
    ...nets.flatMap((net) => batch.map((batch): Task => ({ kind: 'net', net, batch }))),
    ...(only.includes('product') ? productShapes.map((shape): Task => ({ kind: 'product', shape })) : []),
    ...(only.includes('ctc') ? batch.map((batch): Task => ({ kind: 'ctc', batch, ...sentenceSizes })) : []),
    ...(only.includes('recogniser')
      ? [{ kind: 'recogniser', batch: RECOGNISER.batch, ...sentenceSizes } as const]
      : []),
    ...(only.includes('log-mel') ? [{ kind: 'log-mel', seconds: AUDIO_SECONDS } as const] : []),
  ];
}

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const tell = (line: string): void => void process.stderr.write(`${line}\n`);
  const print = (text: string): void => void process.stdout.write(`${text}\n`);
  const busy = new BusyWatch();
  const places = await Places.open(options, tell);
  const context: RoundsContext = { options, places, busy, microKernel: new MicroKernel(), tell };
  const results: BenchFile['results'] = [];
  const absent: BenchFile['absent'] = [];
  const longTasks: BenchFile['longTasks'] = [];
  try {
    for (const task of tasksOf(options)) {
      const done = await runRounds(task, context);
      print(workTable(titleOf(task), done.results, done.absent));
      results.push(...done.results);
      absent.push(...done.absent);
    }
    for (const id of experimentIds.filter((id) => options.only.includes(id))) {
      const done = await runExperiments(id, context);
      print(workTable(`${id}, one seed`, done.results, done.absent));
      results.push(...done.results);
      absent.push(...done.absent);
      longTasks.push(...done.longTasks);
    }
    const growth = options.only.includes('growth') ? await runGrowth(context) : [];
    const browser = places.browser ? `Chromium ${places.browser.version()}` : null;
    const file: BenchFile = v.parse(fileSchema, {
      version: 4,
      date: new Date().toISOString(),
      commit: commitInWords(),
      machine: describeMachine(browser, places.python?.torch ?? null),
      busy: busy.result(),
      microKernel: context.microKernel.medians,
      results,
      absent,
      goals: goalsOf(results, longTasks, growth),
      longTasks,
      growth,
    });
    print(summaryText(file));
    if (options.markdown) print(`\n${markdownOf(file)}`);
    if (options.json !== undefined) await writeFile(options.json, `${JSON.stringify(file, null, 2)}\n`);
  } finally {
    await places.close();
  }
}

const stop = (): void => process.exit(process.exitCode);

// A browser that was killed or a thread must not hold the process when everything has been told.
main().then(stop, (thrown: unknown) => {
  if (thrown instanceof CommanderError) {
    if (thrown.exitCode === 0) process.exit(0);
    process.stderr.write(`${thrown.message.replace(/^error: /, '')}\n`);
    process.exit(2);
  }
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  process.exit(1);
});
