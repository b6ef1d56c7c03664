/** A place in a JSON value: keys and indexes from the root. */
export type JsonPath = readonly (string | number)[];

/** A path as people write it in code: `messages[0].content["user id"]`; `$` for the root. */
export function formatPath(path: JsonPath): string {
  if (path.length === 0) return '$';
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(step)) return `[${JSON.stringify(step)}]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');
}

/** A text that identifies a place among all places of one value: a JSON Pointer (RFC 6901). */
export const pathKey = (path: JsonPath): string => path.reduce<string>(childKey, '');

/** The same for a child, from its parent's. */
export const childKey = (parent: string, step: string | number): string =>
  `${parent}/${typeof step === 'number' ? step : step.replaceAll('~', '~0').replaceAll('/', '~1')}`;
