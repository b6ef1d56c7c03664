import { expect, test } from 'vitest';
import { AppError, ERROR_CODES, ERRORS, toAppError } from './errors.ts';

test('every code has its own HTTP status and tRPC code', () => {
  expect(new Set(ERROR_CODES.map((code) => ERRORS[code].httpStatus)).size).toBe(ERROR_CODES.length);
  expect(new Set(ERROR_CODES.map((code) => ERRORS[code].trpcCode)).size).toBe(ERROR_CODES.length);
});

test('every code says when it happens and what to do, in whole sentences', () => {
  for (const code of ERROR_CODES) {
    expect(ERRORS[code].description).toMatch(/^[A-Z].+\.$/);
    expect(ERRORS[code].whatToDo).toMatch(/^[A-Z].+\.$/);
  }
});

test('what will fail again unchanged is never retried by the queue', () => {
  expect(ERRORS.invalid.queue).toBe('dead-letter');
  expect(ERRORS.too_large.queue).toBe('dead-letter');
  expect(ERRORS.unavailable.queue).toBe('retry');
});

test('an AppError carries code, public message, cause and details', () => {
  const cause = new Error('socket closed');
  const error = new AppError('unavailable', 'The store is starting', { cause, details: { retryAfterSeconds: 5 } });
  expect(error).toMatchObject({ name: 'AppError', code: 'unavailable', httpStatus: 503, queue: 'retry', cause });
  expect(error.message).toBe('The store is starting');
  expect(error.details).toEqual({ retryAfterSeconds: 5 });
});

test('only an invalid request may narrow its status, and what is not found may be gone', () => {
  expect(new AppError('invalid', 'Method not allowed', { httpStatus: 405 }).httpStatus).toBe(405);
  expect(new AppError('not_found', 'No such trace', { httpStatus: 405 }).httpStatus).toBe(404);
  expect(new AppError('not_found', 'Removed for good', { httpStatus: 410 }).httpStatus).toBe(410);
  expect(new AppError('invalid', 'No', { httpStatus: 410 }).httpStatus).toBe(400);
});

test('the message of a foreign error never becomes public', () => {
  const foreign = new Error('password of postgres://admin');
  expect(toAppError(foreign)).toMatchObject({ code: 'internal', cause: foreign });
  expect(toAppError(foreign).message).not.toContain('postgres');
  const own = new AppError('conflict', 'Name taken');
  expect(toAppError(own)).toBe(own);
});
