/** A process that exports and nothing else, so that it can be killed at any line of that. */
import { workExportsAlone } from '@tidemark/server/testing-export-worker';

const [postgresUrl = '', clickhouseUrl = '', blobs = '', size] = process.argv.slice(2);
await workExportsAlone({ postgresUrl, clickhouseUrl, blobs }, size === 'real' ? 'real' : 'small');
