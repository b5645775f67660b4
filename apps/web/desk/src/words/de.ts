import { plural } from '../../../kit/words';
import type { Words } from './en';

const language = 'de';

export const de: Words = {
  title: 'Agentenarbeitsplatz',
  titleUnread: (count) => `(${count}) Agentenarbeitsplatz`,
  signInTitle: 'Am Arbeitsplatz anmelden',
  signInIntro: 'Melden Sie sich an, um Ihre Chats anzuzeigen und zu beantworten.',
  chats: 'Chats',
  supervisor: 'Supervisor',
  pages: 'Seiten',
  loading: 'Arbeitsplatz wird geladen …',

  pageMissingTitle: 'Seite kann nicht geladen werden',
  pageMissingText:
    'Möglicherweise wurde der Arbeitsplatz aktualisiert oder Sie sind offline. Laden Sie die Seite neu. Entwürfe und nicht gesendete Nachrichten bleiben erhalten.',
  loadAgain: 'Neu laden',

  presence: 'Anwesenheit',
  presences: {
    available: 'Verfügbar',
    busy: 'Beschäftigt',
    'do-not-disturb': 'Nicht stören',
    away: 'Abwesend',
    offline: 'Offline',
  },
  presenceHint: 'Ihr Status wirkt sich nur auf neue Unterhaltungen aus.',

  capacity: 'Kapazität',
  capacityShort: (used, max) => `Kapazität ${used}/${max}`,
  capacityHeld: (held) => `(${held} reserviert)`,
  capacityLong: (used, held, max) =>
    `Kapazität: ${used} von ${max} Einheiten belegt, ${held} für getrennte Kunden reserviert`,

  account: 'Konto und Einstellungen',
  sound: 'Töne',
  notifications: 'Desktopbenachrichtigungen',
  notificationsDenied:
    'Ihr Browser blockiert Benachrichtigungen dieser Seite. Lassen Sie sie in den Browsereinstellungen für diese Website zu.',
  shortcuts: 'Tastenkombinationen',
  signOut: 'Abmelden',
  signOutTitle: 'Mit aktiven Unterhaltungen abmelden?',
  signOutText: (count) =>
    plural(language, count, {
      one: '1 aktive Unterhaltung wird in die Warteschlange zurückgegeben. Der Kunde kann sich weiterhin wieder verbinden.',
      other:
        '# aktive Unterhaltungen werden in die Warteschlange zurückgegeben. Die Kunden können sich weiterhin wieder verbinden.',
    }),

  groups: {
    active: 'Aktiv',
    away: 'Kunde getrennt',
    queue: 'In der Warteschlange',
    'wrap-up': 'Nachbearbeitung',
  },
  conversations: 'Unterhaltungen',
  emptyList: 'Keine Unterhaltungen',
  emptyTitle: 'Keine Unterhaltungen',
  emptyAvailable: 'Sie sind verfügbar. Neue Chats werden Ihnen zugewiesen.',
  emptyNotAvailable: 'Legen Sie Ihren Status auf „Verfügbar“ fest, um Chats zu erhalten.',
  becomeAvailable: 'Status auf „Verfügbar“ festlegen',
  chooseTitle: 'Unterhaltung auswählen',
  chooseText: 'Wählen Sie einen Chat in der Liste aus, um die Nachrichten anzuzeigen.',
  goneTitle: 'Unterhaltung nicht verfügbar',
  goneText: 'Sie wurde geschlossen oder einem anderen Agenten zugewiesen.',
  customer: 'Kunde',
  unknownCustomer: 'Anonymer Kunde',
  unread: (count) =>
    plural(language, count, { one: '# ungelesene Nachricht', other: '# ungelesene Nachrichten' }),
  left: (time) => `Noch ${time}`,
  slotHeld: 'Kapazität reserviert',
  slotNotHeld: 'Keine Kapazität reserviert',
  lineUnsteady: 'Instabile Verbindung',
  connected: 'Verbunden',
  waitingSince: (span) => `Wartet seit ${span}`,
  pick: 'Mir zuweisen',
  pickThis: (span) => `Mir zuweisen, Kunde wartet seit ${span}`,
  draft: 'Entwurf',
  noMessages: 'Keine Nachrichten',
  youSaid: (text) => `Sie: ${text}`,

  back: 'Zurück zu den Unterhaltungen',
  end: 'Beenden',
  endTitle: (customer) => `Unterhaltung mit ${customer} beenden?`,
  endText:
    'Der Kunde kann sich nicht wieder mit ihr verbinden: Wiederverbindungslinks werden ungültig, und eine neue Nachricht beginnt eine neue Unterhaltung. Die Unterhaltung wechselt in die Nachbearbeitung.',
  closeTab: 'Registerkarte schließen',
  closeTabTitle: 'Registerkarte dieser Unterhaltung schließen?',
  closeTabText:
    'Die Unterhaltung wird nicht beendet. Sie kommt zurück in die Warteschlange und nur dann wieder zu Ihnen, wenn Sie verfügbar sind und Kapazität haben. Der Kunde kann sich weiterhin wieder verbinden.',
  closeTabAwayText:
    'Der Kunde kann sich bis zum Ablauf des Zeitlimits wieder verbinden, möglicherweise mit einem anderen Agenten. Ihre Kapazität wird jetzt freigegeben.',
  release: 'In die Warteschlange freigeben',
  releaseTitle: (customer) => `Unterhaltung mit ${customer} in die Warteschlange freigeben?`,
  releaseText:
    'Der nächste verfügbare Agent übernimmt mit dem vollständigen Verlauf. Der Kunde kann sich weiterhin wieder verbinden.',
  transfer: 'Übertragen',
  transferTitle: (customer) => `Unterhaltung mit ${customer} übertragen`,
  transferIntro: 'Der ausgewählte Agent übernimmt jetzt, mit dem vollständigen Verlauf.',
  transferAway: 'Das Zeitlimit und die reservierte Kapazität gehen auf diesen Agenten über.',
  transferTo: 'Übertragen an',
  noColleagues: 'Keine anderen Agenten in Ihren Arbeitsstreams sind angemeldet.',
  freeUnits: (count) =>
    plural(language, count, { one: '# Einheit verfügbar', other: '# Einheiten verfügbar' }),
  noRoom: 'keine Kapazität',
  more: 'Weitere Aktionen',
  giveUp: 'Nicht mehr warten',
  giveUpTitle: (customer) => `Nicht mehr auf ${customer} warten?`,
  giveUpText:
    'Das Zeitlimit für die Wiederverbindung endet jetzt. Kehrt der Kunde später zurück, wird ihm ein neuer Chat angeboten. Die Unterhaltung wechselt in die Nachbearbeitung.',
  extend: (span) => `Um ${span} verlängern`,
  extensionsLeft: (count) => plural(language, count, { one: 'noch #', other: 'noch #' }),
  noExtensions: 'Keine Verlängerungen mehr',
  extendAhead: 'Zeitlimit verlängern',
  extendAheadTitle: 'Startet der Kunde gleich sein Gerät neu?',
  extendAheadText: (now, next) =>
    `Wird der Kunde getrennt, hat er ${now} Zeit, sich wieder mit Ihnen zu verbinden. Mit der Verlängerung sind es ${next}.`,
  customerAway: (customer) => `${customer} ist getrennt`,
  lostAt: (time, until) => `Getrennt um ${time} Uhr. Wiederverbindung ist bis ${until} Uhr möglich.`,
  messagesWait: 'Nachrichten, die Sie jetzt senden, werden bei der Wiederverbindung zugestellt.',
  extended: 'Zeitlimit verlängert.',
  expiring: (customer) => `Weniger als 1 Minute für die Wiederverbindung: ${customer}`,

  transcript: 'Transkript',
  today: 'Heute',
  yesterday: 'Gestern',
  earlier: (count) =>
    plural(language, count, { one: '# frühere Nachricht anzeigen', other: '# frühere Nachrichten anzeigen' }),
  newest: 'Neueste Nachrichten',
  you: 'Sie',
  agent: 'Agent',
  bot: 'Bot',
  note: 'Interne Notiz',
  link: 'Wiederverbindungslink',
  linkSent: 'Wiederverbindungslink, nur für den Kunden sichtbar',
  typing: (customer) => `${customer} schreibt …`,
  sending: 'Wird gesendet',
  notSent: 'Nicht gesendet',
  retry: 'Erneut senden',
  discard: 'Verwerfen',
  takeBack: 'Bearbeiten',

  message: (customer) => `Nachricht an ${customer}`,
  placeholder: 'Nachricht eingeben oder / für Schnellantworten',
  send: 'Senden',
  sendHint: 'Eingabe zum Senden, Umschalt+Eingabe für eine neue Zeile',
  tooLong: (count) => `${count} Zeichen zu viel`,
  quickReplies: 'Schnellantworten',
  quickReplyCount: (count) =>
    plural(language, count, { one: '# Schnellantwort', other: '# Schnellantworten' }),
  noQuickReplies: 'Keine passenden Schnellantworten.',
  quickReply: 'Schnellantwort',
  removeQuickReply: 'Schnellantwort entfernen',
  editQuickReply: 'Text bearbeiten',
  linkReady: (duration) => `${duration} nach einer Trennung gültig`,
  linkOff: '„Mit vorherigem Chat verbinden“ ist für dieses Chat-Widget deaktiviert',

  wrapUpTitle: 'Nachbearbeitung',
  endedBy: {
    expired:
      'Das Zeitlimit für die Wiederverbindung ist abgelaufen. Der Kunde kann sich nicht wieder mit dieser Unterhaltung verbinden.',
    agent: 'Sie haben diese Unterhaltung beendet. Der Kunde kann sich nicht wieder mit ihr verbinden.',
    customer: 'Der Kunde hat diese Unterhaltung beendet.',
    other: 'Diese Unterhaltung ist beendet. Der Kunde kann sich nicht wieder mit ihr verbinden.',
  },
  noteLabel: 'Interne Notiz',
  notePlaceholder: 'Fügen Sie eine interne Notiz hinzu. Kunden können sie nicht sehen.',
  addNote: 'Notiz hinzufügen',
  noteAdded: 'Notiz hinzugefügt.',
  closeConversation: 'Unterhaltung schließen',
  saveAndClose: 'Notiz speichern und schließen',
  closed: 'Unterhaltung geschlossen.',

  details: 'Kunde',
  showDetails: 'Kundendetails anzeigen',
  hideDetails: 'Kundendetails ausblenden',
  context: 'Kundenkontext',
  noContext: 'Keine weiteren Details',
  status: 'Status',
  language: 'Sprache',
  workstream: 'Arbeitsstream',
  widget: 'Chat-Widget',
  nextTime: 'Zeitlimit für die Wiederverbindung',
  byLink: 'Wiederverbindungslinks',
  on: 'Ein',
  off: 'Aus',

  reconnecting: 'Verbindung getrennt. Wird wiederhergestellt …',
  reconnectingText:
    'Ihre Kunden wurden benachrichtigt. Nicht gesendete Nachrichten bleiben erhalten und werden gesendet, sobald Sie wieder verbunden sind.',
  retryNow: 'Jetzt wiederholen',
  expiredNotice: (customer, time) =>
    `Während Sie offline waren, ist um ${time} Uhr das Zeitlimit für ${customer} abgelaufen.`,
  leftNotice: (customer) => `Die Unterhaltung mit ${customer} ist Ihnen nicht mehr zugewiesen.`,
  notices: 'Benachrichtigungen',
  look: 'Anzeigen',
  dismiss: 'Verwerfen',
  signInSoon: (time) => `Ihre Sitzung läuft um ${time} Uhr ab.`,
  signInAgainNow: 'Erneut anmelden',
  signInAgainTitle: 'Erneut anmelden',
  signInAgainKept: 'Entwürfe, nicht gesendete Nachrichten und offene Unterhaltungen bleiben erhalten.',
  signInAsOther: 'Mit einem anderen Konto anmelden',

  twiceTitle: 'Ihr Arbeitsplatz ist in einem anderen Browsertab geöffnet',
  twiceText:
    'Verwenden Sie immer nur einen Browsertab, damit Entwürfe und ungelesene Nachrichten richtig angezeigt werden.',
  useHere: 'Diesen Browsertab verwenden',
  useThere: 'Anderen Browsertab behalten',
  elsewhereTitle: 'Ihr Arbeitsplatz ist in einem anderen Browsertab geöffnet',
  elsewhereText: 'Dieser Browsertab ist getrennt. Sie können ihn ohne Datenverlust schließen.',

  otherDevices: (count, since) =>
    plural(language, count, {
      one: `Sie sind auch auf einem anderen Gerät angemeldet, verbunden seit ${since} Uhr.`,
      other: `Sie sind auch auf # anderen Geräten angemeldet, das erste verbunden seit ${since} Uhr.`,
    }),
  otherDevicesText:
    'Alle Geräte zeigen dieselben Chats. Schließen Sie den Arbeitsplatz auf Geräten, die Sie nicht verwenden: Beim Abmelden werden Sie auf allen Geräten abgemeldet.',

  told: {
    assigned: (customer) => `Neue Unterhaltung: ${customer}`,
    message: (customer) => `Neue Nachricht von ${customer}`,
    away: (customer) => `${customer} wurde getrennt`,
    returned: (customer) => `${customer} ist wieder verbunden`,
    expired: (customer) => `Das Zeitlimit für ${customer} ist abgelaufen`,
    open: 'Öffnen',
  },

  keys: {
    next: 'Nächste Unterhaltung',
    previous: 'Vorherige Unterhaltung',
    write: 'Nachricht eingeben',
    quickReplies: 'Schnellantworten',
    end: 'Unterhaltung beenden',
    extend: 'Zeitlimit verlängern',
    transfer: 'Übertragen',
    details: 'Kundendetails',
  },

  by: { customer: 'Der Kunde', agent: 'Ein Agent', supervisor: 'Ein Supervisor', system: 'Das System' },
  system: {
    'conversation-started': ({ customer }) => `${customer} hat die Unterhaltung gestartet`,
    queued: () => 'In der Warteschlange',
    'agent-joined': ({ agent }) => `${agent} ist beigetreten`,
    'agent-transferred': ({ agent }) => `An ${agent} übertragen`,
    'agent-left': ({ agent }) => `${agent} hat die Unterhaltung verlassen. Zurück in der Warteschlange.`,
    'agent-lost': ({ agent }) => `${agent} wurde getrennt`,
    'agent-back': ({ agent }) => `${agent} ist wieder verbunden`,
    'customer-lost': ({ customer, until }) =>
      `${customer} wurde getrennt. Wiederverbindung bis ${until} Uhr möglich.`,
    'customer-back': {
      resume: ({ customer }) => `${customer} ist wieder verbunden`,
      link: ({ customer }) => `${customer} ist über den Link wieder verbunden`,
      prompt: ({ customer }) => `${customer} hat sich angemeldet und ist wieder verbunden`,
    },
    newDevice: 'auf einem neuen Gerät',
    'customer-elsewhere': ({ customer }) =>
      `${customer} hat auf einem anderen Gerät oder in einem anderen Browser fortgesetzt`,
    'reconnect-link': ({ customer }) => `Neuer Wiederverbindungslink an ${customer} gesendet`,
    'window-extended': ({ by, until }) => `${by} hat das Zeitlimit bis ${until} Uhr verlängert`,
    'next-window-extended': ({ by, duration }) => `${by} hat das Zeitlimit auf ${duration} verlängert`,
    'ended-by-agent': ({ agent }) => `${agent} hat die Unterhaltung beendet`,
    'ended-by-customer': ({ customer }) => `${customer} hat die Unterhaltung beendet`,
    'started-new': ({ customer }) => `${customer} hat eine neue Unterhaltung gestartet`,
    'gave-up': ({ by }) => `${by} wartet nicht mehr`,
    'window-expired': () => 'Das Zeitlimit für die Wiederverbindung ist abgelaufen',
    closed: () => 'Unterhaltung geschlossen',
  },
};
