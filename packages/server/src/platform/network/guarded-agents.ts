import { lookup as resolve } from 'node:dns';
import type { LookupAddress, LookupOptions } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP } from 'node:net';
import type { LookupFunction, NetConnectOpts } from 'node:net';
import type { Duplex } from 'node:stream';
import { AppError } from '#domain/errors';
import { plainHost } from './address-policy.ts';
import type { AddressPolicy } from './address-policy.ts';

/** Agents for node:http and node:https that connect to allowed addresses only, whoever makes the request. */
export interface GuardedAgents extends Disposable {
  http: http.Agent;
  https: https.Agent;
}

/**
 * The check is made where the connection is opened, on the address that it is opened to: a name that resolves to
 * something else a moment later, or a redirect that a library follows by itself, leads nowhere else.
 */
export function guardedAgents(policy: AddressPolicy): GuardedAgents {
  const options = { keepAlive: true, maxSockets: 16, lookup: guardedLookup(policy) };
  const agents = { http: new GuardedHttpAgent(policy, options), https: new GuardedHttpsAgent(policy, options) };
  return {
    ...agents,
    [Symbol.dispose]: () => {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

type Connected = ((error: Error | null, stream: Duplex) => void) | undefined;

/** An address in the URL is never looked up, so it is checked here. */
class GuardedHttpAgent extends http.Agent {
  readonly #policy: AddressPolicy;
  constructor(policy: AddressPolicy, options: http.AgentOptions) {
    super(options);
    this.#policy = policy;
  }
  override createConnection(options: NetConnectOpts, callback?: Connected) {
    refuseLiteral(this.#policy, options);
    return super.createConnection(options as http.ClientRequestArgs, callback);
  }
}

class GuardedHttpsAgent extends https.Agent {
  readonly #policy: AddressPolicy;
  constructor(policy: AddressPolicy, options: https.AgentOptions) {
    super(options);
    this.#policy = policy;
  }
  override createConnection(options: NetConnectOpts, callback?: Connected) {
    refuseLiteral(this.#policy, options);
    return super.createConnection(options as https.RequestOptions, callback);
  }
}

function refuseLiteral(policy: AddressPolicy, options: NetConnectOpts) {
  if ('path' in options && typeof options.path === 'string' && !('host' in options)) throw refusedAddress('a socket');
  const host = plainHost(('host' in options && options.host) || 'localhost');
  if (isIP(host) !== 0 && !policy.allows(host, host)) throw refusedAddress(host);
}

/** Resolves as the system does, and gives on what the policy allows; nothing left is an error. */
function guardedLookup(policy: AddressPolicy): LookupFunction {
  return (hostname, options, callback) => {
    const all = { ...(options as LookupOptions), all: true as const };
    resolve(hostname, all, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '');
      const allowed = addresses.filter(({ address }) => policy.allows(hostname, address));
      const [first] = allowed;
      if (!first) return callback(refusedAddress(hostname), '');
      if (options.all) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

/** The address itself is not said: what a name resolves to inside is nobody's business outside. */
function refusedAddress(host: string): AppError {
  return new AppError(
    'invalid',
    `${host} is not an address on the public internet; the operator can allow it with ALLOW_PRIVATE_ADDRESSES`,
  );
}
