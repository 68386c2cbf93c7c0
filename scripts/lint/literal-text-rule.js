const SPOKEN_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'description',
  'label',
  'placeholder',
  'title',
]);

/** Two letters in a row make a word; a lone letter is a symbol such as T. */
const WORD = /\p{L}{2}/u;

/**
 * ESLint rule: words that a person reads come from the locale files, so JSX holds none, neither between tags nor in
 * attributes that are read aloud or shown.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const literalTextRule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      literal: '"{{text}}" would be shown in one language only: put it into en.json and zh-CN.json and use t().',
    },
  },
  create(context) {
    /**
     * @param {any} node
     * @param {string} text
     */
    function check(node, text) {
      if (WORD.test(text)) context.report({ node, messageId: 'literal', data: { text: text.trim() } });
    }

    /** @param {any} expression what stands between braces, through `a ? b : c`, `a && b` and `a ?? b` */
    function checkExpression(expression) {
      if (expression.type === 'Literal' && typeof expression.value === 'string') check(expression, expression.value);
      if (expression.type === 'TemplateLiteral') {
        for (const quasi of expression.quasis) check(quasi, quasi.value.cooked ?? '');
      }
      if (expression.type === 'ConditionalExpression') {
        checkExpression(expression.consequent);
        checkExpression(expression.alternate);
      }
      if (expression.type === 'LogicalExpression') {
        checkExpression(expression.left);
        checkExpression(expression.right);
      }
    }

    return {
      JSXText: (/** @type {any} */ node) => check(node, node.value),
      'JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer': (/** @type {any} */ node) =>
        checkExpression(node.expression),
      JSXAttribute(/** @type {any} */ node) {
        if (!SPOKEN_ATTRIBUTES.has(node.name.name) || node.value === null) return;
        checkExpression(node.value.type === 'JSXExpressionContainer' ? node.value.expression : node.value);
      },
    };
  },
};
