import { plural } from '../../../../kit/words';
import type { Words } from './en';

const language = 'de';

export const de: Words = {
  title: 'Supervisor',
  now: 'Jetzt',
  figures: 'Tagesbericht',
  workstream: 'Arbeitsstream',
  allWorkstreams: 'Alle Arbeitsstreams',
  loading: 'Wird geladen …',
  asOf: (time) => `Aktualisiert um ${time} Uhr`,
  stale: (time) => `Der Server antwortet nicht. Daten zuletzt um ${time} Uhr aktualisiert.`,
  staleText: 'Countdowns laufen weiter, und Kunden können sich weiterhin wieder verbinden. Wird wiederholt …',
  slow: (time) => `Der Server antwortet langsam. Daten zuletzt um ${time} Uhr aktualisiert.`,
  again: 'Jetzt wiederholen',
  refusedTitle: 'Sie haben keinen Zugriff auf diese Seite',
  refusedText:
    'Ihr Konto hat nicht die Rolle „Supervisor“. Wenden Sie sich an einen Administrator, um Zugriff zu erhalten.',
  toChats: 'Zu Ihren Chats',

  windows: 'Getrennte Kunden',
  windowsCount: (count) =>
    plural(language, count, { one: '# getrennter Kunde', other: '# getrennte Kunden' }),
  noWindowsTitle: 'Keine getrennten Kunden',
  noWindowsText:
    'Kunden, deren Verbindung getrennt wurde, werden hier mit der verbleibenden Zeit für die Wiederverbindung angezeigt.',
  noWindowsHere: 'Keine getrennten Kunden in diesem Arbeitsstream.',
  choose: (customer) => `${customer} auswählen`,
  chooseAll: 'Alle angezeigten auswählen',
  chosen: (count) => plural(language, count, { one: '# ausgewählt', other: '# ausgewählt' }),
  chooseHint:
    'Wählen Sie Kunden aus, um ihr Zeitlimit zu verlängern, sie zu übertragen oder nicht mehr zu warten.',
  unknownCustomer: 'Anonymer Kunde',
  columns: {
    left: 'Verbleibende Zeit',
    customer: 'Kunde',
    agent: 'Agent',
    kind: 'Wiederverbindung mit',
    held: 'Reserviert',
    lostAt: 'Getrennt um',
    extensions: 'Verlängerungen',
  },
  noAgent: 'Kein Agent',
  parked: 'Kunde getrennt (Priorität)',
  inQueue: 'Noch nicht zugewiesen',
  agentConnected: 'Verbunden',
  agentLost: 'Agent getrennt',
  kinds: { agent: 'Agent', queue: 'Warteschlange' },
  units: (count) => plural(language, count, { one: '# Einheit', other: '# Einheiten' }),
  nothingHeld: 'Keine',
  extensionsLeft: (count, duration) => `${count} × ${duration}`,
  noExtensions: 'Keine',

  extend: 'Verlängern',
  extendBy: (duration) => `Um ${duration} verlängern`,
  giveUp: 'Nicht mehr warten',
  handOver: 'Übertragen',
  giveUpTitle: (count) =>
    plural(language, count, {
      one: 'Nicht mehr auf diesen Kunden warten?',
      other: 'Nicht mehr auf # Kunden warten?',
    }),
  giveUpText: (count) =>
    plural(language, count, {
      one: 'Das Zeitlimit für die Wiederverbindung endet jetzt. Der Wiederverbindungslink wird ungültig, und wenn der Kunde später zurückkehrt, wird ihm ein neuer Chat angeboten. Die Unterhaltung wechselt in die Nachbearbeitung, und ihre Kapazität wird gemäß der Nachbearbeitungsregel freigegeben.',
      other:
        'Die Zeitlimits für die Wiederverbindung enden jetzt. Die Wiederverbindungslinks werden ungültig, und Kunden, die später zurückkehren, wird ein neuer Chat angeboten. Die Unterhaltungen wechseln in die Nachbearbeitung, und ihre Kapazität wird gemäß der Nachbearbeitungsregel freigegeben.',
    }),
  handOverTitle: (count) =>
    plural(language, count, { one: '# Unterhaltung übertragen', other: '# Unterhaltungen übertragen' }),
  handOverText:
    'Der ausgewählte Agent übernimmt jetzt, mit dem vollständigen Verlauf. Das Zeitlimit und die reservierte Kapazität gehen auf diesen Agenten über.',
  handOverNeeds: (units) => `Benötigte Kapazität: ${units}`,
  handOverParked: (count) =>
    plural(language, count, {
      one: '# davon hat keinen Agenten und kann nicht übertragen werden. Bei der Wiederverbindung übernimmt der nächste verfügbare Agent.',
      other:
        '# davon haben keinen Agenten und können nicht übertragen werden. Bei der Wiederverbindung übernehmen die nächsten verfügbaren Agenten.',
    }),
  colleague: 'Übertragen an',
  findColleague: 'Agenten suchen',
  noColleagues: 'Keine anderen Agenten sind angemeldet.',
  noColleaguesFound: 'Keine Agenten gefunden.',
  free: (count) => plural(language, count, { one: '# Einheit verfügbar', other: '# Einheiten verfügbar' }),
  unfit: { away: 'nicht verbunden', full: 'keine Kapazität' },
  otherWorkstream: 'andere Arbeitsstreams',

  results: {
    extend: 'Verlängert',
    'give-up': 'Warten beendet',
    'hand-over': 'Übertragen',
  },
  resultsGoing: 'In Bearbeitung …',
  resultsTally: (done, of) => `${done} von ${of}`,
  outcomes: {
    going: 'In Bearbeitung',
    extend: 'Zeitlimit verlängert.',
    'give-up': 'Warten beendet. Der Kunde kann sich nicht mehr wieder verbinden.',
    'hand-over': (name) => `An ${name} übertragen.`,
  },
  dismiss: 'Verwerfen',

  queues: 'Warteschlangen',
  queuesText: 'Jetzt in der Warteschlange',
  waiting: (count) => plural(language, count, { one: '# wartend', other: '# wartend' }),
  oldest: (duration) => `Längste Wartezeit ${duration}`,
  nobodyWaits: 'Niemand wartet',
  parkedCount: (count) => plural(language, count, { one: '# getrennt', other: '# getrennt' }),
  parkedHint:
    'Getrennt: Kein Agent ist zugewiesen, und der Kunde ist getrennt. Diese Unterhaltungen werden erst nach der Wiederverbindung zugewiesen.',
  inactive: 'Inaktiv',
  noQueues: 'Keine Arbeitsstreams',
  showAll: (count) => `Alle ${count} anzeigen`,
  showFewer: 'Weniger anzeigen',

  agents: 'Agenten',
  noAgents: 'Keine Agenten in diesem Arbeitsstream.',
  lines: { connected: 'Verbunden', lost: 'Verbindung getrennt', none: 'Abgemeldet' },
  load: (used, max) => `${used}/${max}`,
  loadHeld: (held) => `(${held} reserviert)`,
  loadLong: (used, held, max) =>
    `${used} von ${max} Einheiten belegt, ${held} für getrennte Kunden reserviert`,
  capacityOf: (name) => `Kapazität von ${name}`,
  conversations: (count) => plural(language, count, { one: '# Unterhaltung', other: '# Unterhaltungen' }),
  used: 'Belegt',
  held: 'Reserviert',
  freeUnits: 'Verfügbar',

  next: 'Nächste Seite',
  previous: 'Vorherige Seite',
  page: (page) => `Seite ${page}`,

  day: 'Tag',
  today: 'Heute',
  dayIn: (day, zone) => `${day} (Zeitzone ${zone})`,
  loadingDay: 'Bericht wird geladen …',
  noSuchDay: 'Für diesen Tag liegen keine Daten vor.',
  dropped: 'Trennungen',
  droppedText: 'Kunden, die als getrennt markiert wurden',
  droppedInQueue: (count) =>
    plural(language, count, { one: '# in der Warteschlange', other: '# in der Warteschlange' }),
  back: 'Rechtzeitig wieder verbunden',
  ofDropped: (percent) => `${percent} der Trennungen`,
  expired: 'Abgelaufen',
  expiredText: 'Nicht rechtzeitig wieder verbunden',
  endedWhileAway: 'Während der Trennung beendet',
  stillOpen: 'Noch getrennt',
  stillOpenText: 'Wiederverbindung noch möglich',
  outcomesTitle: 'Ergebnisse',
  outcomesText: 'Jede Trennung an diesem Tag, einmal gezählt.',
  ways: {
    resume: 'Im selben Browser wieder verbunden',
    link: 'Über Link wieder verbunden',
    prompt: 'Über Nachfrage wieder verbunden',
    expired: 'Abgelaufen',
    ended: 'Während der Trennung beendet',
    open: 'Noch getrennt',
  },
  endedBy: {
    customer: 'vom Kunden',
    agent: 'vom Agenten',
    supervisor: 'vom Supervisor',
    system: 'vom System',
  },
  nothingDropped: 'Keine Trennungen an diesem Tag',
  nothingDroppedText: 'Trennungen werden hier gezählt, sobald sie auftreten.',
  timeToReturn: 'Zeit bis zur Wiederverbindung',
  timeToReturnText: (count) =>
    plural(language, count, {
      one: 'Von der Trennung bis zur Wiederverbindung, basierend auf # Wiederverbindung.',
      other: 'Von der Trennung bis zur Wiederverbindung, basierend auf # Wiederverbindungen.',
    }),
  noReturns: 'Noch keine Wiederverbindungen.',
  p50: 'Median',
  p90: '90. Perzentil',
  returnedWithin: (half, nineOfTen) =>
    `Die Hälfte war innerhalb von ${half} wieder verbunden (Median), 90 % innerhalb von ${nineOfTen} (90. Perzentil).`,
  upTo: (span) => `bis ${span}`,
  between: (from, to) => `${from} bis ${to}`,
  above: (span) => `mehr als ${span}`,
  returns: 'Wiederverbindungen',
  span: 'Zeit',
  share: 'Anteil',
  asTable: 'Als Tabelle anzeigen',
  asChart: 'Als Diagramm anzeigen',
  heldTitle: 'Für getrennte Kunden reservierte Kapazität',
  heldMinutes: 'Agentenminuten',
  heldMinutesText: 'Gesamte reservierte Agentenzeit',
  heldUnitMinutes: 'Einheitenminuten',
  heldUnitMinutesText: 'Gewichtet nach Kapazitätseinheiten',
  holds: 'Reservierungen',
  holdsText: 'Anzahl der Kapazitätsreservierungen',

  keys: {
    extend: 'Ausgewählte verlängern',
    handOver: 'Ausgewählte übertragen',
    giveUp: 'Auf Ausgewählte nicht mehr warten',
  },
};
