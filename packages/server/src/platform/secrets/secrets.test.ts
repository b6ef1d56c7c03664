import { expect, test } from 'vitest';
import { createSecrets } from './secrets.ts';

const ROOT = 'a root secret of at least 32 characters';

test('a purpose has the same key in every process of an instance, and no other purpose or instance has it', () => {
  const keys = [
    createSecrets(ROOT).derive('sessions'),
    createSecrets(ROOT).derive('api-keys'),
    createSecrets(`${ROOT}!`).derive('sessions'),
  ].map((key) => key.toString('hex'));
  expect(createSecrets(ROOT).derive('sessions').toString('hex')).toBe(keys[0]);
  expect(new Set(keys).size).toBe(3);
  expect(keys.every((key) => key.length === 64)).toBe(true);
});

test('a code is 32 bytes and depends on purpose and text', () => {
  const secrets = createSecrets(ROOT);
  const codes = [secrets.mac('a', 'x'), secrets.mac('a', 'y'), secrets.mac('b', 'x')].map((code) =>
    code.toString('hex'),
  );
  expect(new Set(codes).size).toBe(3);
  expect(secrets.mac('a', 'x')).toHaveLength(32);
  expect(secrets.mac('a', 'x').equals(createSecrets(ROOT).mac('a', 'x'))).toBe(true);
});
