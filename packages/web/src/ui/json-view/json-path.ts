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

/** A text that identifies a path among all paths of one value. */
export const pathKey = (path: JsonPath): string => JSON.stringify(path);
