import { isIP } from 'node:net';
import { isPublicAddress } from './public-addresses.ts';

/** Which addresses a request to a user-given URL may connect to. */
export interface AddressPolicy {
  /** `host` is what the URL names, `address` one of the IP addresses that it stands for. */
  allows(host: string, address: string): boolean;
}

/**
 * Public addresses, and those of the hosts that the operator names: names and addresses as a URL has them, or `*` for
 * all. A name that is allowed is allowed wherever it resolves to.
 */
export function addressPolicy(allowedHosts: readonly string[]): AddressPolicy {
  const allowed = new Set(allowedHosts.map(plainHost));
  return {
    allows: (host, address) =>
      isPublicAddress(address) || allowed.has('*') || allowed.has(plainHost(host)) || allowed.has(plainHost(address)),
  };
}

/** Without the brackets of an IPv6 literal and the dot at the end that names the same host. */
export function plainHost(host: string): string {
  const bare = host.toLowerCase().replace(/^\[|\]$/g, '');
  return isIP(bare) === 0 ? bare.replace(/\.$/, '') : bare;
}
