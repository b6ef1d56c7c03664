/**
 * What stands before `npm start`, `npm test` and the other commands: on first use it installs and builds, later it skips
 * what is current, then it hands over to the Node that the repository brings. Runs on the machine's own Node, before
 * anything is installed, so it has no dependencies; this file alone also runs on a Node that is too old.
 *
 *   node scripts/first-use.mjs [--without-web] <script> [arguments]
 */
var OLDEST = 20;
var major = Number(process.versions.node.split('.')[0]);

if (major < OLDEST) {
  console.error(
    'Tidemark needs Node ' +
      OLDEST +
      ' or newer to set itself up, and this is Node ' +
      process.versions.node +
      '.\n' +
      'Install a current one from https://nodejs.org and run the command again.',
  );
  process.exit(1);
} else {
  import('./first-use/prepare-and-run.mjs')
    .then(function (module) {
      return module.prepareAndRun(process.argv.slice(2));
    })
    .catch(function (error) {
      console.error(error.message);
      process.exit(1);
    });
}
