import { basename } from 'node:path';

/** `RunRowsService` is `run-rows.service`: what a class is called says which file it is in. */
const fileOf = (name) =>
  name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-')
    .toLowerCase()
    .replace(/-(\w+)$/, '.$1');

const isInjected = ({ decorators = [] }) =>
  decorators.some(({ expression }) => expression.callee?.name === 'Injectable');

/** A class that Nest injects is named as Nest's generator does: `XService` in `x.service.ts`, `XGuard` in `x.guard.ts`. */
export const injectedNames = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      elsewhere: 'Name class and file alike: XService in x.service.ts. This one belongs in {{expected}}.ts.',
    },
  },
  create: (context) => ({
    ClassDeclaration(node) {
      const name = node.id?.name ?? '';
      if (!isInjected(node) && !name.endsWith('Service')) return;
      const expected = fileOf(name);
      if (expected === basename(context.filename, '.ts')) return;
      context.report({ node: node.id ?? node, messageId: 'elsewhere', data: { expected } });
    },
  }),
};
