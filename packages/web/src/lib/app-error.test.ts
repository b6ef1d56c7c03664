import { expect, test } from 'vitest';
import { readProblem } from './app-error.ts';

test('an answer of the server keeps its sentence, its code and the id to quote', () => {
  const response = new Response(null, { headers: { 'x-request-id': 'req-1' } });
  const error = Object.assign(new Error('There is no such project'), {
    data: { appCode: 'not_found', code: 'NOT_FOUND' },
    meta: { response },
  });
  expect(readProblem(error)).toEqual({ code: 'not_found', message: 'There is no such project', requestId: 'req-1' });
});

test('a network that is down is said in words', () => {
  expect(readProblem(new TypeError('Failed to fetch'))).toEqual({
    code: 'unavailable',
    message: 'The server could not be reached.',
    requestId: null,
  });
});

test('a list of validation issues is told by its first sentence', () => {
  expect(readProblem(new Error('[{"code":"too_small","message":"Too short"}]')).message).toBe('Too short');
});

test('whatever was thrown can be told', () => {
  const told = [readProblem('oops'), readProblem(null), readProblem({})].map(({ message }) => message);
  expect(told).toEqual(['oops', 'null', 'Something failed.']);
});
