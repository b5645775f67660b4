/**
 * The key of an address for attempt limits: a whole IPv4 address, or the first 64 bits of an IPv6 address, because a
 * client usually has all addresses with the same first 64 bits.
 */
export function addressGroup(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const plain = address.split('%')[0] ?? address;
  return plain.includes(':') ? `${hextets(plain).slice(0, 4).join(':')}::/64` : address;
}

/** The groups of an IPv6 address, without leading zeros. */
function hextets(address: string): string[] {
  const [head = '', tail] = address.replace(/\d+\.\d+\.\d+\.\d+$/, '0:0').split('::');
  const numbers = (part: string) => part.split(':').filter(Boolean);
  const [before, after] = [numbers(head), numbers(tail ?? '')];
  const missing = Math.max(0, 8 - before.length - after.length);
  const zeros = tail === undefined ? [] : Array.from({ length: missing }, () => '0');
  return [...before, ...zeros, ...after].map((number) => parseInt(number, 16).toString(16));
}
