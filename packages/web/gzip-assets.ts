import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Writes a compressed copy beside every text that the browser loads. The server sends it to whoever takes it, so that
 * nothing is compressed while somebody waits.
 */
export function gzipAssets(): Plugin {
  let folder = '';
  let hasFailed = false;
  return {
    name: 'gzip-assets',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
    },
    buildEnd(error) {
      hasFailed = error !== undefined;
    },
    async closeBundle() {
      // Then there may be nothing, and what went wrong is to be read.
      if (hasFailed) return;
      const names = await readdir(folder, { recursive: true });
      for (const name of names.filter((each) => /\.(?:js|css|svg)$/.test(each))) {
        const path = join(folder, name);
        await writeFile(`${path}.gz`, await compress(await readFile(path), { level: constants.Z_BEST_COMPRESSION }));
      }
    },
  };
}

const compress = promisify<Buffer, { level: number }, Buffer>(gzip);
