import { opSuite } from '../tensor/suite/op-suite.ts';
import type { SuiteResult } from '../tensor/suite/check.ts';
import { models } from './catalog.ts';
import { checkFamily } from './self-test.ts';

/** The one suite for every backend: all operations, losses among them, and a tiny net of every family. */
export async function gradientSuite(): Promise<SuiteResult[]> {
  const results = await opSuite();
  for (const { id } of models.all) results.push(...(await checkFamily(id)));
  return results;
}
