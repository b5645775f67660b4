import type { Entry } from '@rejoin/contracts';
import type { State } from './state';
import type { TranscriptItem, LinkState, MessageItem, SystemItem } from './view';

type TranscriptState = Pick<State, 'entries' | 'outgoing' | 'failed' | 'usedLinks' | 'stage'>;
let last: { readonly of: TranscriptState; readonly items: TranscriptItem[] } | undefined;

/**
 * The transcript as it is shown: stored entries, then refused messages, then messages that are being sent. Consecutive
 * lost connections are one item, and links that no longer open the chat are marked. The list is the same object while
 * its sources do not change, so that a key press in a long chat draws no item again.
 */
export function itemsOf(of: TranscriptState): TranscriptItem[] {
  const isSame =
    last?.of.entries === of.entries &&
    last.of.outgoing === of.outgoing &&
    last.of.failed === of.failed &&
    last.of.usedLinks === of.usedLinks &&
    last.of.stage.name === of.stage.name;
  if (!last || !isSame) last = { of, items: made(of) };
  return last.items;
}

function made(state: TranscriptState): TranscriptItem[] {
  const { entries, outgoing, failed } = state;
  const shown = new Set([...entries.map(({ clientId }) => clientId), ...failed.map(({ id }) => id)]);
  const used = new Set([...state.usedLinks, ...entries.flatMap(({ params: { linkId } }) => linkId ?? [])]);
  const linkState = (id: string): LinkState | undefined =>
    used.has(id) ? 'used' : state.stage.name === 'ended' ? 'over' : undefined;
  return [
    ...cutsInOne(entries.filter(({ kind }) => kind !== 'hidden')).flatMap((entry) =>
      itemOf(entry, linkState),
    ),
    ...failed.map(({ id, text, refusal }) => own(id, text, 'not-sent', refusal)),
    ...outgoing.flatMap((item) =>
      item.kind === 'message' && !shown.has(item.id) ? [own(item.id, item.text, 'sending', null)] : [],
    ),
  ];
}

type ShownEntry = Omit<Entry, 'code'> & { readonly code: SystemItem['code'] | null };

/** Merges consecutive lost connections and their returns into one entry with the key of the first. */
function cutsInOne(entries: readonly Entry[]): ShownEntry[] {
  const items: ShownEntry[] = [];
  for (const entry of entries) {
    const lost = items.at(-1);
    if (!isQuietReturn(entry) || lost?.code !== 'customer-lost') items.push(entry);
    else {
      items.pop();
      const before = items.at(-1)?.code === 'came-back' ? items.pop() : undefined;
      const { seq } = before ?? lost;
      items.push({
        ...entry,
        seq,
        code: 'came-back',
        params: { times: Number(before?.params.times ?? 0) + 1 },
      });
    }
  }
  return items;
}

function isQuietReturn({ code, params }: Entry): boolean {
  return code === 'customer-back' && params.way === 'resume' && params.newDevice !== true;
}

function itemOf(entry: ShownEntry, linkState: (id: string) => LinkState | undefined): TranscriptItem[] {
  const { seq, at, code, params } = entry;
  const state = entry.link ? linkState(entry.link.linkId) : undefined;
  const link = { linkUrl: entry.link?.url ?? null, ...(state && { linkState: state }) };
  if (entry.kind === 'system') {
    return code === null ? [] : [{ kind: 'system', key: `entry-${seq}`, code, params, at, ...link }];
  }
  if (entry.sender === 'system' || entry.text === null) return [];
  const isOwn = entry.sender === 'customer';
  return [
    {
      kind: 'message',
      key: isOwn && entry.clientId !== null ? entry.clientId : `entry-${seq}`,
      sender: entry.sender,
      name: typeof params.name === 'string' ? params.name : null,
      text: entry.text,
      at,
      ...link,
      delivery: 'sent',
      refusal: null,
    },
  ];
}

function own(
  key: string,
  text: string,
  delivery: MessageItem['delivery'],
  refusal: MessageItem['refusal'],
): MessageItem {
  return {
    kind: 'message',
    key,
    sender: 'customer',
    name: null,
    text,
    at: null,
    linkUrl: null,
    delivery,
    refusal,
  };
}
