import { expect, test } from 'vitest';
import { completeLock } from './complete-lock.ts';

const optionalDependencies = { '@x/binding-linux-x64-musl': '1.2.3', '@x/binding-darwin-arm64': '1.2.3' };
const lock = (packages: Parameters<typeof completeLock>[0]['packages']) => ({ packages: { '': {}, ...packages } });

test('binaries for other systems get an entry that says whom they are for', () => {
  const { packages } = completeLock(lock({ 'node_modules/x': { version: '1.2.3', dev: true, optionalDependencies } }));
  expect(packages['node_modules/@x/binding-linux-x64-musl']).toEqual({
    version: '1.2.3',
    os: ['linux'],
    cpu: ['x64'],
    libc: ['musl'],
    dev: true,
    optional: true,
  });
  expect(packages['node_modules/@x/binding-darwin-arm64']).toMatchObject({ os: ['darwin'], cpu: ['arm64'] });
});

test('a second version of a package goes below the one that wants it', () => {
  const { packages } = completeLock(
    lock({
      'node_modules/@x/binding-darwin-arm64': { version: '1.0.0' },
      'node_modules/@x/binding-linux-x64-musl': { version: '1.2.3' },
      'node_modules/y/node_modules/x': { version: '1.2.3', optionalDependencies },
    }),
  );
  expect(packages['node_modules/@x/binding-darwin-arm64']).toEqual({ version: '1.0.0' });
  expect(packages['node_modules/y/node_modules/x/node_modules/@x/binding-darwin-arm64']).toMatchObject({
    version: '1.2.3',
  });
});

test('a complete lock stays as it is, and addresses of registries go', () => {
  const complete = lock({ 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { resolved: 'packages/b' } });
  expect(completeLock(complete)).toEqual(complete);
  const withAddress = lock({ 'node_modules/a': { version: '1.0.0', resolved: 'https://registry.example/a.tgz' } });
  expect(completeLock(withAddress).packages['node_modules/a']).toEqual({ version: '1.0.0' });
});
