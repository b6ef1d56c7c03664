import type { FastifyRequest } from 'fastify';
import { AppError } from '#domain/errors';

/**
 * Browsers say where a request comes from; one that a foreign page, or one without a name, made with our cookie does not
 * count. `mustSayWhere`: a request that says nothing of it does not count either.
 */
export function refuseForeignPages(
  { headers }: FastifyRequest,
  publicUrl: string,
  { mustSayWhere }: { mustSayWhere: boolean },
): void {
  const site = headers['sec-fetch-site'];
  const isNameless = mustSayWhere && site === undefined && headers.origin === undefined;
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const ours = [headers.host, new URL(publicUrl).host];
  const isOther = headers.origin !== undefined && !ours.includes(hostOf(headers.origin));
  // A proxy in front may have changed the host, but no page can claim to be of the same origin.
  if (isNameless || isForeign || (isOther && site !== 'same-origin'))
    throw new AppError('forbidden', 'This request came from another site');
}

function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : '';
}
