import type { Customer } from '../customer';
import type { Scene } from '../scene';
import { portalUrl, type Stage } from '../stage';
import { check, refused, same, until } from '../until';

/** (b) The customer opens a link on another device. */
export async function otherDevice(stage: Stage): Promise<Scene> {
  const set = await stage.set({ agents: { Anna: 2 } });
  const anna = set.desk('Anna');
  const laptop = await set.customer('Noor');
  const phone = await set.customer("Noor's phone");
  const stranger = await set.customer('somebody else');
  const linkOf = (customer: Customer) =>
    customer.chat.entries.findLast(({ link }) => link?.url)?.link?.url ?? undefined;
  let link = '';
  return {
    letter: 'b',
    title: 'The other device',
    happens: [
      'Noor has to restart her laptop and wants to continue afterwards.',
      [
        'Noor starts a chat, and it is assigned to Anna',
        async () => {
          await laptop.start();
          await anna.serves(laptop, 'The update wants a restart.', 'Go ahead, I will wait.');
        },
      ],
      [
        'Anna sends a reconnect link as a quick reply: Noor sees the address, Anna only a placeholder',
        async () => {
          await anna.client.sendQuickReply(laptop.conversationId, set.linkReplyId);
          link = await until('Noor has the link', () => linkOf(laptop));
          check(link.startsWith(`${portalUrl}#?oc.reconnectid=`), `the address is ${link}`);
          const atAnna = await until('Anna has the message', () =>
            anna.entriesOf(laptop).find((entry) => entry.link !== null),
          );
          same(atAnna.link?.url, null, "the link at Anna's desk");
          check(!JSON.stringify(atAnna).includes(link.split('=')[1] ?? ''), 'Anna does not see its secret');
          return `${link.slice(0, link.indexOf('=') + 5)}...`;
        },
      ],
      'The laptop shuts down.',
      [
        "Anna's desk says that Noor is away",
        async () => {
          laptop.closesBrowser();
          await anna.missesCustomer(laptop);
        },
      ],
      'Noor opens the link on her phone and selects Continue.',
      [
        'the phone shows the same conversation, complete, with the same agent',
        async () => {
          await phone.chat.reconnectByLink(link);
          same(phone.conversationId, laptop.conversationId, 'the conversation');
          await phone.isServedBy('Anna');
          await phone.reads('Go ahead, I will wait.');
          same(phone.messages.slice(0, 2), laptop.messages.slice(0, 2), 'the messages');
        },
      ],
      [
        'Anna sees that Noor reconnected with a link, on a new device',
        async () => {
          const { linkId, ...told } = (await anna.reads(phone, 'customer-back')).params;
          same(told, { way: 'link', newDevice: true }, 'the entry');
          check(linkId !== undefined, 'the entry names no link');
        },
      ],
      [
        'the link is used: anyone else who opens it is denied, and Noor is not affected',
        async () => {
          await refused('denied', stranger.chat.reconnectByLink(link));
          await phone.chat.send('Still me.');
          await anna.finds('Noor is connected', phone, ({ customer }) => customer.status === 'connected');
        },
      ],
      [
        'Noor already has a new link for a second restart',
        async () => {
          const next = await until('the new link', () => linkOf(phone));
          check(next !== link, 'it is another one');
        },
      ],
    ],
  };
}
