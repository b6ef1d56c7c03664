import { expect, test } from 'vitest';
import { openSecret, sealSecret } from './sealed-secret.ts';
import { createSecrets } from './secrets.ts';

const secrets = createSecrets('a root secret of at least 32 characters');
const FOR = { purpose: 'blob-exports', row: 'project-1' };

test('a sealed secret opens for its row and purpose only, and no two seals are alike', () => {
  const sealed = sealSecret(secrets, FOR, 'päss/word');
  expect(openSecret(secrets, FOR, sealed)).toBe('päss/word');
  expect(sealed.includes(Buffer.from('päss'))).toBe(false);
  expect(sealSecret(secrets, FOR, 'päss/word').equals(sealed)).toBe(false);
  const other = createSecrets('another root secret of 32 characters!');
  expect(() => openSecret(secrets, { ...FOR, row: 'project-2' }, sealed)).toThrow(/enter it anew/);
  expect(() => openSecret(secrets, { ...FOR, purpose: 'other' }, sealed)).toThrow(/enter it anew/);
  expect(() => openSecret(other, FOR, sealed)).toThrow(/enter it anew/);
});

test('a byte that was changed is noticed, wherever it is', () => {
  const sealed = sealSecret(secrets, FOR, 'secret');
  for (let at = 1; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at]! ^= 1;
    expect(() => openSecret(secrets, FOR, changed)).toThrow(/enter it anew/);
  }
});
