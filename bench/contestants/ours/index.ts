import type { Forward } from '../../../src/engine/models/model.ts';
import { models } from '../../../src/engine/models/catalog.ts';
import { declaredBackends } from '../../../src/engine/tensor/backends/registry.ts';
import { selectBackend } from '../../../src/engine/tensor/backends/select.ts';
import { madeUpBatch } from '../../works/made-up.ts';
import { familySettings, netOf, SPEECH, type NetId } from '../../works/net.ts';
import { RECOGNISER } from '../../works/recogniser.ts';
import type { Task } from '../../works/task.ts';
import type { BackendFacts, Contestant, Ready, Setting } from '../contestant.ts';
import { bidirectionalForward } from './bidirectional.ts';
import { prepareFrontEnd } from './front-end.ts';
import { prepareCtc } from './ctc.ts';
import { grow } from './growth.ts';
import { microKernelGflops } from './micro-kernel.ts';
import { prepareProduct } from './product.ts';
import { prepareRecogniser } from './recogniser.ts';
import { lossOfClasses, startTraining } from './training.ts';

/** Stillhouse itself. The backends of this environment must have been declared. */
export const ours: Contestant = {
  describe,
  prepare,
  extra: { grow: async (wanted: Parameters<typeof grow>[0]) => grow(wanted) },
};

function describe(): Promise<BackendFacts[]> {
  return Promise.all(declaredBackends().map(async ({ id, probe }) => ({ id, ...(await probe()) })));
}

async function prepare(task: Task, setting: Setting): Promise<Ready> {
  if (task.kind === 'log-mel') return prepareFrontEnd(task.seconds);
  return { ...(await prepareOnBackend(task, setting)), microKernelGflops: microKernelGflops() };
}

async function prepareOnBackend(task: Exclude<Task, { kind: 'log-mel' }>, setting: Setting): Promise<Ready> {
  switch (task.kind) {
    case 'product':
      await use(setting, 'dnn');
      return prepareProduct(task.shape);
    case 'ctc':
      await use(setting, 'dnn');
      return prepareCtc(task.batch, task);
    case 'recogniser':
      await use(setting, RECOGNISER.family.id);
      return prepareRecogniser(task.batch, task);
    case 'net':
      await use(setting, netOf(task.net).family);
      return prepareNet(task.net, task.batch);
  }
}

/** @throws StudioError when the backend is missing or fails its self-test */
async function use({ backend, threads }: Setting, family: string): Promise<void> {
  const request = { name: backend, known: {}, ...(threads === null ? {} : { threads }) };
  await selectBackend(request, family);
}

async function prepareNet(id: NetId, batchSize: number): Promise<Ready> {
  const { layout, parameters } = netOf(id);
  const batch = { size: batchSize, ...madeUpBatch(batchSize) };
  const training = startTraining(layout, lossOfClasses(await forwardOf(id), SPEECH, batch));
  return { parameters, repeats: 1, step: () => training.step() };
}

async function forwardOf(id: NetId): Promise<Forward> {
  if (id === 'bigru') return bidirectionalForward;
  return (await models.get(id).load()).build(SPEECH, familySettings[id]);
}
