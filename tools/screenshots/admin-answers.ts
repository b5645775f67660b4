import type { AdminScene, Things } from './admin-scene';

/** What config answers to a request that changes nothing. */
export function answerTo(
  pathname: string,
  asked: URLSearchParams,
  { signIn, gateways, overview, history, things, newer, deliveries }: AdminScene,
) {
  const [, , kind = '', id, part] = pathname.split('/');
  if (pathname === '/v1/sign-in/options') return { passwords: true, providers: [] };
  if (kind === 'sign-in') return signIn;
  if (kind === 'addresses') return { gateways };
  if (kind === 'overview') return overview;
  if (kind === 'audit-log') return { items: history, nextCursor: null };
  if (part === 'deliveries') {
    const state = asked.get('state');
    const found = deliveries.filter((one) => state === null || one.state === state);
    return { items: found, nextCursor: null };
  }
  const items = (things as Things)[kind] ?? [];
  if (id === undefined) {
    // Every list has one further page, which is empty.
    if (asked.has('cursor')) return { items: [], nextCursor: null };
    const found = listed(items, asked);
    return { items: found, nextCursor: found.length < 8 ? null : 'more' };
  }
  return kind === 'widgets' ? newer : items.find((thing) => Object.values(thing).includes(id));
}

/** The items that a query selects, in its order, as config lists them. */
export function listed<Item extends object>(items: readonly Item[], asked: URLSearchParams): Item[] {
  const search = (asked.get('search') ?? '').toLowerCase();
  const [sort, of] = [asked.get('sort') ?? '', asked.get('workstreamId')];
  const active = asked.get('active');
  const field = (item: Item, name: string) => (item as Readonly<Record<string, unknown>>)[name];
  const found = items.filter(
    (item) =>
      JSON.stringify(item).toLowerCase().includes(search) &&
      (active === null || String(field(item, 'active')) === active) &&
      (of === null || [field(item, 'workstreamId'), field(item, 'workstreamIds')].flat().includes(of)),
  );
  if (sort === '') return found;
  const sign = asked.get('order') === 'desc' ? -1 : 1;
  const key = (item: Item) => {
    const value = field(item, sort);
    return typeof value === 'number' ? value : String(value).toLowerCase();
  };
  return found.sort((a, b) => sign * (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
