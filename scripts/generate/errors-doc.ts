import { ERRORS } from '../../packages/server/src/domain/errors.ts';
import { generatedFrom, table } from './markdown.ts';

const QUEUE = {
  retry: 'tried again, later and later',
  'dead-letter': 'kept for a person to look at',
  drop: 'forgotten, and counted',
};

export function errorsDoc(): string {
  const rows = Object.entries(ERRORS).map(([code, { httpStatus, description, whatToDo, queue }]) => [
    `\`${code}\``,
    String(httpStatus),
    description,
    whatToDo,
    QUEUE[queue],
  ]);
  return `${generatedFrom('packages/server/src/domain/errors.ts')}

# Errors

Every error that Tidemark answers has one of these codes. Who may not read a thing gets the same answer as if it did not
exist. An answer of 429 or 503 says in \`Retry-After\` when to try again; nothing of such a request was kept.

${table(['Code', 'HTTP', 'When', 'What to do', 'In a job'], rows)}
`;
}
