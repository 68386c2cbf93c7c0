import { opSuite } from '../tensor/suite/op-suite.ts';
import type { SuiteResult } from '../tensor/suite/check.ts';
import { models } from './catalog.ts';
import { checkFamily } from './self-test.ts';

/**
 * The one suite for every backend: all operations, losses among them, and a tiny net of every family.
 * @param onResults told of the comparisons as they are made
 */
export async function gradientSuite(
  onResults: (results: readonly SuiteResult[]) => void = () => {},
): Promise<SuiteResult[]> {
  const results = await opSuite(onResults);
  for (const { id } of models.all) {
    const ofFamily = await checkFamily(id);
    onResults(ofFamily);
    results.push(...ofFamily);
  }
  return results;
}
