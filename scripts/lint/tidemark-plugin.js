/**
 * The rules that no published linter has: time is asked of the clock, and files do not carry names that say nothing.
 * JavaScript, since the linter's own process loads it whichever Node runs it.
 */
const ambientTime = {
  meta: { type: 'problem', docs: { description: 'Time comes from the clock, so that a test can set it.' } },
  create(context) {
    const report = (node) =>
      context.report({ node, message: 'Ask the clock for the time (platform/clock, or lib/clock in the web app).' });
    const isDate = (node) => node.type === 'Identifier' && node.name === 'Date';
    return {
      NewExpression(node) {
        if (isDate(node.callee) && node.arguments.length === 0) report(node);
      },
      CallExpression(node) {
        if (isDate(node.callee)) report(node);
      },
    };
  },
};

const EMPTY_NAMES = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc', 'manager', 'base']);

const tellingNames = {
  meta: { type: 'problem', docs: { description: 'A file or folder is named for what it holds.' } },
  create(context) {
    return {
      Program(node) {
        const inside = context.filename.replaceAll('\\', '/').split('/src/').at(-1) ?? '';
        const words = inside.split('/').flatMap((part) => part.split('.')[0]?.split('-') ?? []);
        const empty = words.find((word) => EMPTY_NAMES.has(word));
        if (empty) context.report({ node, message: `"${empty}" says nothing: name the file for what it exports.` });
      },
    };
  },
};

const plugin = {
  meta: { name: 'tidemark' },
  rules: { 'ambient-time': ambientTime, 'telling-names': tellingNames },
};

export default plugin;
