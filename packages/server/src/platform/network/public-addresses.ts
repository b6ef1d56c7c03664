import { BlockList, isIP } from 'node:net';

/**
 * What a user-given address may not lead to: the machine itself, private networks, link-local ones with the metadata
 * services of clouds, and what is reserved. Of IPv6 only the global unicast range is left, without what carries an
 * IPv4 address inside, which would lead around the list.
 */
const REFUSED_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
];
const REFUSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

const refused = new BlockList();
const globalUnicast = new BlockList();
for (const range of REFUSED_V4) addRange(refused, range, 'ipv4');
for (const range of REFUSED_V6) addRange(refused, range, 'ipv6');
addRange(globalUnicast, '2000::/3', 'ipv6');

function addRange(list: BlockList, range: string, family: 'ipv4' | 'ipv6') {
  const [network = '', bits] = range.split('/');
  list.addSubnet(network, Number(bits), family);
}

/** True for an address of the public internet; `address` is an IP address as text. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !refused.check(address, 'ipv4');
  if (family === 6) return globalUnicast.check(address, 'ipv6') && !refused.check(address, 'ipv6');
  return false;
}
