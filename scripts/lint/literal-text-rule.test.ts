import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';
import { literalTextRule } from './literal-text-rule.js';

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: {
    files: ['**/*.tsx'],
    languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
    plugins: { stillhouse: { rules: { text: literalTextRule } } },
    rules: { 'stillhouse/text': 'error' },
  },
});

async function countProblems(jsx: string): Promise<number> {
  const [result] = await eslint.lintText(`export const a = ${jsx};`, { filePath: 'src/ui/a.tsx' });
  if (!result || result.fatalErrorCount > 0) throw new Error(`not linted: ${jsx}`);
  return result.messages.length;
}

describe('literal text in views', () => {
  test.each([
    '<p>Train on this</p>',
    '<p>训练</p>',
    "<p>{'Run'}</p>",
    '<p>{`${n} clips`}</p>',
    "<p>{busy ? 'Wait' : null}</p>",
    "<p>{busy && 'Wait'}</p>",
    '<button aria-label="Run" />',
    "<img alt={'A chart'} />",
    '<Field label="Steps" />',
    '<input placeholder={done ? t("a.b") : "Name"} />',
  ])('%s is refused', async (jsx) => expect(await countProblems(jsx)).toBe(1));

  test.each([
    "<p>{t('run.start')}</p>",
    '<p>{n} / {m} · 0.5 %</p>',
    "<button className='primary' type='button' aria-label={t('run.start')} />",
    "<Icon name='play' />",
    '<var>T</var>',
  ])('%s is fine', async (jsx) => expect(await countProblems(jsx)).toBe(0));

  test('the project applies the rule to views', async () => {
    const config = (await new ESLint().calculateConfigForFile('src/ui/a.tsx')) as { rules: Record<string, unknown[]> };
    expect(config.rules['stillhouse/literal-text']?.[0]).toBe(2);
  });
});
