import { relative, sep } from 'node:path';
import { importProblem } from './import-problem.js';

/**
 * ESLint rule: every import, static or dynamic, follows the table of layers.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { forbidden: '{{problem}}' } },
  create(context) {
    const file = relative(context.cwd, context.filename).split(sep).join('/');

    /**
     * @param {import('estree').Node | null | undefined} source
     * @param {boolean} typeOnly
     */
    function check(source, typeOnly) {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const problem = importProblem(file, source.value, typeOnly);
      if (problem !== null) context.report({ node: source, messageId: 'forbidden', data: { problem } });
    }

    return {
      ImportDeclaration: (node) => check(node.source, /** @type {any} */ (node).importKind === 'type'),
      ExportNamedDeclaration: (node) => check(node.source, /** @type {any} */ (node).exportKind === 'type'),
      ExportAllDeclaration: (node) => check(node.source, /** @type {any} */ (node).exportKind === 'type'),
      ImportExpression: (node) => check(node.source, false),
      TSImportType: (/** @type {any} */ node) => check(node.source, true),
    };
  },
};
