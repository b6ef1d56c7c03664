/** Environment of a product that is started often: its code is compiled by the first start that ends in peace, and read by the next. */
export const COMPILED_ONCE = {
  NODE_COMPILE_CACHE: new URL('../../node_modules/.cache/tests-compiled', import.meta.url).pathname,
};
