import type {
  Chat,
  TranscriptItem,
  MessageItem,
  Phase,
  SystemItem,
  View,
} from '../../../apps/web/widget/src/view';

/** Instants relative to now, so that a screenshot always shows today. */
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
const linkUrl =
  'https://shop.example/help#oc.reconnectid=01a203ba-ed32-728d-8e90-9b998c9dcb6b.2Vh0pYwQ8m3kT5xLr9dJ';

interface Story {
  readonly agent: string;
  readonly texts: readonly [string, string, string, string, string];
}

const stories: Readonly<Record<string, Story>> = {
  en: {
    agent: 'Anna Bergmann',
    texts: [
      'Hi! My router shows a red light since this morning.',
      'Hello, happy to help. Could you tell me which model it is?',
      'It is the HomeBox 7.',
      'Thank you. Please restart it: unplug it for ten seconds. Your connection will break; this link brings you back to me:',
      'Great, I will do that now.',
    ],
  },
  de: {
    agent: 'Anna Bergmann',
    texts: [
      'Guten Tag! Mein Router leuchtet seit heute früh rot.',
      'Guten Tag, das sehen wir uns an. Welches Modell ist es?',
      'Es ist die HomeBox 7.',
      'Danke. Bitte ziehen Sie für zehn Sekunden den Stecker. Die Verbindung bricht dabei ab; dieser Link bringt Sie zu mir zurück:',
      'Gut, das mache ich jetzt.',
    ],
  },
  ar: {
    agent: 'ليلى حداد',
    texts: [
      'مرحبًا! جهاز التوجيه يضيء باللون الأحمر منذ الصباح.',
      'أهلًا بك، يسعدني أن أساعدك. ما طراز الجهاز؟',
      'إنه HomeBox 7.',
      'شكرًا. افصله عن الكهرباء لعشر ثوانٍ. سينقطع اتصالك، وهذا الرابط يعيدك إليّ:',
      'حسنًا، سأفعل ذلك الآن.',
    ],
  },
};

function message(
  key: string,
  sender: MessageItem['sender'],
  text: string,
  more: Partial<MessageItem>,
): MessageItem {
  const shared = { at: null, linkUrl: null, delivery: 'sent', refusal: null, name: null } as const;
  return { kind: 'message', key, sender, text, ...shared, ...more };
}

function system(
  key: string,
  code: SystemItem['code'],
  minutes: number,
  params: SystemItem['params'] = {},
): SystemItem {
  return { kind: 'system', key, code, params, at: minutesAgo(minutes), linkUrl: null };
}

/** A chat in one language, before and after the agent has sent a reconnect link. */
function storyIn(locale: string) {
  const { agent: name, texts } = stories[locale.split('-')[0] ?? 'en'] ?? stories['en']!;
  const agent = { name, connected: true };
  const asked: readonly TranscriptItem[] = [
    system('1', 'conversation-started', 9),
    message('2', 'customer', texts[0], { at: minutesAgo(9) }),
    system('3', 'agent-joined', 8, { name, transferred: false }),
    message('4', 'agent', texts[1], { at: minutesAgo(8), name }),
    message('5', 'customer', texts[2], { at: minutesAgo(7) }),
  ];
  const link = message('6', 'agent', `${texts[3]} ${linkUrl}`, { at: minutesAgo(2), name, linkUrl });
  const linked: readonly TranscriptItem[] = [
    ...asked.slice(3),
    link,
    message('7', 'customer', texts[4], { at: minutesAgo(1) }),
  ];
  const chat: Chat = {
    name: 'chat',
    items: asked,
    agent,
    queue: null,
    connection: 'live',
    agentIsTyping: false,
    secondsLeft: null,
    ahead: { limitSeconds: 300, canExtend: true },
    justBack: null,
    wasLive: true,
    ending: false,
  };
  return { name, texts, asked, linked, chat };
}

/** Makes views of the widget, which differ from that of an open panel in what is given. */
function viewIn(locale: string) {
  return (phase: Phase, more: Partial<View> = {}): View => ({
    locale,
    open: true,
    unread: 0,
    showCount: true,
    phase,
    draft: '',
    kept: [],
    notice: null,
    storageBlocked: false,
    ...more,
  });
}

/** Every state of the widget by its name, in one language. */
export function statesIn(locale: string): Readonly<Record<string, View>> {
  const { name, texts, asked, linked, chat } = storyIn(locale);
  const view = viewIn(locale);
  const lost = { ...chat, connection: 'waiting', items: [...linked.slice(0, 3)] } as const;
  const conversation = { conversationId: 'c1', agentName: name, lastText: texts[1], secondsLeft: 272 };
  const ended: readonly TranscriptItem[] = [...asked, system('8', 'ended-by-agent', 1, { name })];
  return {
    closed: view(chat, { open: false }),
    unread: view(chat, { open: false, unread: 2 }),
    loading: view({ name: 'loading', slow: false }),
    welcome: view({ name: 'welcome', askName: false }),
    'ask-name': view({ name: 'welcome', askName: true }, { draft: texts[0] }),
    'welcome-kept': view({ name: 'welcome', askName: false }, { kept: [texts[4]] }),
    connecting: view({ name: 'connecting', slow: true }),
    queue: view({
      ...chat,
      agent: null,
      queue: { position: 3, orLater: false, averageWaitSeconds: 250 },
      items: [...asked.slice(0, 2), system('3', 'queued', 8)],
    }),
    chat: view({ ...chat, agentIsTyping: true }),
    menu: view(chat),
    'ask-end': view(chat),
    link: view({ ...chat, items: linked }),
    'new-link': view({
      ...chat,
      items: [
        asked[4]!,
        system('6', 'customer-back', 1, { way: 'link', newDevice: true }),
        { ...system('7', 'reconnect-link', 1), linkUrl },
      ],
    }),
    unsent: view(
      {
        ...chat,
        items: [
          ...asked,
          message('8', 'customer', texts[4], { delivery: 'not-sent', refusal: 'too-many' }),
          message('9', 'customer', texts[0], { delivery: 'sending' }),
        ],
      },
      {
        notice: { what: 'message-too-long', length: { is: 33_180, may: 32_000 } },
        draft: 'x'.repeat(32_012),
      },
    ),
    lost: view(
      { ...lost, secondsLeft: 272, ahead: { ...chat.ahead!, canExtend: false } },
      { draft: texts[4] },
    ),
    'lost-extend': view({ ...lost, secondsLeft: 272 }),
    'lost-soon': view({ ...lost, secondsLeft: 28, ahead: { ...chat.ahead!, canExtend: false } }),
    back: view({ ...chat, items: linked, justBack: { missed: 1 } }),
    'agent-lost': view({
      ...chat,
      agent: { name, connected: false },
      items: [...asked, system('9', 'agent-lost', 0, { name })],
    }),
    prompt: view({ name: 'prompt', conversations: [{ ...conversation, lastAt: minutesAgo(3) }] }),
    'open-link': view({ name: 'link' }),
    'too-late': view({ name: 'too-late', why: 'window-expired', redirectUrl: null }, { kept: [texts[4]] }),
    'too-late-redirect': view({
      name: 'too-late',
      why: 'window-expired',
      redirectUrl: 'https://shop.example/late',
    }),
    ended: view({ name: 'ended', by: 'agent', items: ended }),
    elsewhere: view({ name: 'elsewhere', items: asked }),
    unavailable: view({ name: 'unavailable', why: 'unavailable', canTryAgain: true }),
    'storage-blocked': view(chat, { storageBlocked: true }),
  };
}
