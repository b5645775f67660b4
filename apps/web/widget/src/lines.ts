import type { Entry } from '@rejoin/contracts';
import type { State } from './state';
import type { Line, MessageLine } from './view';

type Shown = Pick<State, 'entries' | 'outgoing' | 'failed'>;
let last: { readonly of: Shown; readonly lines: Line[] } | undefined;

/**
 * The transcript as it is shown: what is stored, then what was refused, then what is on its way. The same list while
 * none of these changes, so that a key pressed in a long chat draws no line of it again.
 */
export function linesOf(of: Shown): Line[] {
  const isSame =
    last?.of.entries === of.entries && last.of.outgoing === of.outgoing && last.of.failed === of.failed;
  if (!last || !isSame) last = { of, lines: made(of) };
  return last.lines;
}

function made({ entries, outgoing, failed }: Shown): Line[] {
  const shown = new Set([...entries.map(({ clientId }) => clientId), ...failed.map(({ id }) => id)]);
  return [
    ...entries.flatMap(lineOf),
    ...failed.map(({ id, text, refusal }) => own(id, text, 'not-sent', refusal)),
    ...outgoing.flatMap((item) =>
      item.kind === 'message' && !shown.has(item.id) ? [own(item.id, item.text, 'sending', null)] : [],
    ),
  ];
}

function lineOf(entry: Entry): Line[] {
  const { seq, at, code, params } = entry;
  const linkUrl = entry.link?.url ?? null;
  if (entry.kind === 'system') {
    return code === null ? [] : [{ kind: 'system', key: `entry-${seq}`, code, params, at, linkUrl }];
  }
  if (entry.kind === 'hidden' || entry.sender === 'system' || entry.text === null) return [];
  const isOwn = entry.sender === 'customer';
  return [
    {
      kind: 'message',
      key: isOwn && entry.clientId !== null ? entry.clientId : `entry-${seq}`,
      sender: entry.sender,
      name: typeof params.name === 'string' ? params.name : null,
      text: entry.text,
      at,
      linkUrl,
      delivery: 'sent',
      refusal: null,
    },
  ];
}

function own(
  key: string,
  text: string,
  delivery: MessageLine['delivery'],
  refusal: MessageLine['refusal'],
): MessageLine {
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
