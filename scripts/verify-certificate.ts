/**
 * `npm run verify-certificate -- file.json [--key <fingerprint>]`: whether a deletion certificate is as it was issued and
 * every count in it is zero. The fingerprint is that of the instance's key, noted from an earlier certificate or asked of
 * its operator; without it only somebody who holds no key at all is found out.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { verifyCertificate } from '../packages/server/src/features/lifecycle/purge/certificate.ts';
import type { SignedCertificate } from '../packages/server/src/features/lifecycle/purge/certificate.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { key: { type: 'string' } } });
const [path] = positionals;
if (path === undefined) {
  console.error('Say which file: npm run verify-certificate -- certificate.json');
  process.exit(2);
}

const certificate = JSON.parse(await readFile(path, 'utf8')) as SignedCertificate;
const { ok, problems, fingerprint } = verifyCertificate(certificate, values.key);
const { project, deletion, checks, remains } = certificate.body;
console.log(`${ok ? 'valid' : 'NOT VALID'}: project ${project.id}, verified ${deletion.verifiedAt}`);
console.log(`${checks.length} checks, signed by ${fingerprint}`);
for (const problem of problems) console.log(`  ${problem}`);
for (const { what, until } of remains) console.log(`  remains: ${what} (${until})`);
process.exitCode = ok ? 0 : 1;
