/**
 * Loaded into a product before its own code (`node --import`): arms the fail point that the harness asks for. A product
 * that is started as usual never loads this, so `FAILPOINT` means nothing to it.
 */
const spec = process.env['FAILPOINT'];
const server = process.env['FAILPOINT_SERVER'];
if (spec && server) {
  const module = (await import(`${server}/src/platform/failpoint/failpoint.ts`)) as {
    armFailpoint(spec: string): void;
  };
  module.armFailpoint(spec);
}
