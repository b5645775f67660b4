import { plural } from '../../../../kit/words';
import type { Words } from './en';

const language = 'de';

export const de: Words = {
  title: 'Leitung',
  now: 'Jetzt',
  figures: 'Zahlen eines Tages',
  workstream: 'Arbeitsbereich',
  allWorkstreams: 'Alle Arbeitsbereiche',
  loading: 'Es wird nachgesehen, was gerade läuft …',
  asOf: (time) => `Stand ${time}`,
  stale: (time) => `Der Server antwortet nicht. So war es um ${time}.`,
  staleText:
    'Die Zeiten laufen von selbst weiter, und Kunden können trotzdem zurückkehren. Es wird erneut gefragt …',
  slow: (time) => `Der Server braucht lange für eine Antwort. So war es um ${time}.`,
  again: 'Erneut fragen',
  refusedTitle: 'Diese Seite ist für die Leitung',
  refusedText: 'Ihr Konto hat die Rolle der Leitung nicht. Fragen Sie bei Bedarf die Administration.',
  toChats: 'Zu Ihren Chats',

  windows: 'Getrennte Kunden',
  windowsCount: (count) =>
    plural(language, count, { one: '# Kunde ist getrennt', other: '# Kunden sind getrennt' }),
  noWindowsTitle: 'Niemand ist getrennt',
  noWindowsText:
    'Ein Kunde, dessen Verbindung abbricht, erscheint hier mit der Zeit, die ihm zur Rückkehr bleibt.',
  noWindowsHere: 'Zurzeit ist kein Kunde dieses Arbeitsbereichs getrennt.',
  choose: (customer) => `${customer} auswählen`,
  chooseAll: 'Alle gezeigten auswählen',
  chosen: (count) => plural(language, count, { one: '# ausgewählt', other: '# ausgewählt' }),
  chooseHint:
    'Wählen Sie Kunden aus, um ihnen mehr Zeit zu geben, sie zu übergeben oder nicht länger zu warten.',
  unknownCustomer: 'Anonymer Kunde',
  columns: {
    left: 'Restzeit',
    customer: 'Kunde',
    agent: 'Agent',
    kind: 'Kehrt zurück',
    held: 'Gehalten',
    lostAt: 'Getrennt um',
    extensions: 'Verlängerbar',
  },
  noAgent: 'Kein Agent',
  parked: 'Geparkt, kommt zuerst',
  inQueue: 'Noch nicht bedient',
  agentConnected: 'Verbunden',
  agentLost: 'Getrennt',
  kinds: { agent: 'Zum Agenten', queue: 'In die Schlange' },
  units: (count) => plural(language, count, { one: '# Einheit', other: '# Einheiten' }),
  nothingHeld: 'Keine',
  extensionsLeft: (count, duration) => `${count} × ${duration}`,
  noExtensions: 'Keine mehr',

  extend: 'Verlängern',
  extendBy: (duration) => `Um ${duration} verlängern`,
  giveUp: 'Nicht länger warten',
  handOver: 'Übergeben',
  giveUpTitle: (count) =>
    plural(language, count, {
      one: 'Nicht länger auf diesen Kunden warten?',
      other: 'Nicht länger auf # Kunden warten?',
    }),
  giveUpText: (count) =>
    plural(language, count, {
      one: 'Die Zeit zur Rückkehr endet jetzt. Danach ist es zu spät: Links und das Angebot zum Fortsetzen gelten nicht mehr, stattdessen wird ein neuer Chat angeboten. Was gehalten wurde, wird nach der Nachbearbeitungsregel frei, und der Agent schließt die Unterhaltung ab.',
      other:
        'Ihre Zeit zur Rückkehr endet jetzt. Danach ist es zu spät: Links und das Angebot zum Fortsetzen gelten nicht mehr, stattdessen wird ein neuer Chat angeboten. Was gehalten wurde, wird nach der Nachbearbeitungsregel frei, und die Agenten schließen die Unterhaltungen ab.',
    }),
  handOverTitle: (count) =>
    plural(language, count, { one: 'Einen Kunden übergeben', other: '# Kunden übergeben' }),
  handOverText:
    'Es wird sofort übernommen, mit dem ganzen Verlauf. Die Zeit zur Rückkehr läuft weiter, der Platz wird dort gehalten, und der Kunde kehrt dorthin zurück.',
  handOverNeeds: (units) => `Benötigt: ${units}`,
  handOverParked: (count) =>
    plural(language, count, {
      one: 'Einer davon hat keinen Agenten: Bei der Rückkehr übernimmt, wer frei ist. Er kann nicht übergeben werden.',
      other:
        '# davon haben keinen Agenten: Bei der Rückkehr übernimmt, wer frei ist. Sie können nicht übergeben werden.',
    }),
  colleague: 'An',
  findColleague: 'Jemanden suchen',
  noColleagues: 'Zurzeit hat niemand sonst einen Arbeitsplatz.',
  noColleaguesFound: 'Niemand heißt so.',
  free: (count) => plural(language, count, { one: '# Einheit frei', other: '# Einheiten frei' }),
  unfit: { away: 'nicht verbunden', full: 'kein Platz' },
  otherWorkstream: 'andere Arbeitsbereiche',

  results: {
    extend: 'Mehr Zeit',
    'give-up': 'Nicht länger erwartet',
    'hand-over': (name) => `An ${name} übergeben`,
  },
  resultsGoing: 'Unterwegs …',
  resultsTally: (done, of) => `${done} von ${of} erledigt`,
  outcomes: {
    going: 'Unterwegs',
    extend: 'Die Zeit wurde verlängert.',
    'give-up': 'Es wird nicht mehr gewartet; eine Rückkehr ist nun zu spät.',
    'hand-over': (name) => `Ist jetzt bei ${name}.`,
  },
  dismiss: 'Ausblenden',

  queues: 'Warteschlangen',
  queuesText: 'Wer jetzt wartet',
  waiting: (count) => plural(language, count, { one: '# wartet', other: '# warten' }),
  oldest: (time, duration) => `Am längsten seit ${time} (${duration})`,
  nobodyWaits: 'Niemand wartet',
  parkedCount: (count) => plural(language, count, { one: '# geparkt', other: '# geparkt' }),
  parkedHint: 'Geparkt: ohne Agent, und der Kunde ist getrennt. Bis zur Rückkehr niemandem angeboten.',
  inactive: 'Inaktiv',
  noQueues: 'Es gibt noch keinen Arbeitsbereich.',
  showAll: (count) => `Alle ${count} zeigen`,
  showFewer: 'Weniger zeigen',

  agents: 'Agenten',
  noAgents: 'Kein Agent bedient diesen Arbeitsbereich.',
  lines: { connected: 'Verbunden', lost: 'Verbindung verloren', none: 'Nicht angemeldet' },
  load: (used, max) => `${used} von ${max}`,
  loadHeld: (held) => `${held} gehalten`,
  loadLong: (used, held, max) =>
    `${used} von ${max} Einheiten belegt, ${held} davon für getrennte Kunden gehalten`,
  capacityOf: (name) => `Kapazität von ${name}`,
  conversations: (count) =>
    plural(language, count, { one: '# Unterhaltung', other: '# Unterhaltungen', zero: 'keine Unterhaltung' }),
  used: 'Belegt',
  held: 'Gehalten',
  freeUnits: 'Frei',

  next: 'Nächste Seite',
  previous: 'Vorige Seite',
  page: (page) => `Seite ${page}`,

  day: 'Tag',
  today: 'Heute',
  dayIn: (day, zone) => `${day}, in der Zeitzone ${zone}`,
  loadingDay: 'Der Tag wird ausgezählt …',
  noSuchDay: 'Von diesem Tag gibt es keine Zahlen.',
  dropped: 'Verbindungen verloren',
  droppedText: 'so lange, dass der Kunde als getrennt galt',
  droppedInQueue: (count) =>
    plural(language, count, { one: '# davon noch in der Schlange', other: '# davon noch in der Schlange' }),
  back: 'Rechtzeitig zurück',
  ofDropped: (percent) => `${percent} der Verbindungsverluste`,
  expired: 'Abgelaufen',
  expiredText: 'kamen nicht rechtzeitig zurück',
  endedWhileAway: 'Getrennt beendet',
  stillOpen: 'Noch getrennt',
  stillOpenText: 'können noch zurückkehren',
  outcomesTitle: 'Wie es weiterging',
  outcomesText: 'Jeder Verbindungsverlust dieses Tages, einmal.',
  ways: {
    resume: 'Zurück im selben Browser',
    link: 'Zurück per Link',
    prompt: 'Zurück über das Angebot zum Fortsetzen',
    expired: 'Abgelaufen',
    ended: 'Getrennt beendet',
    open: 'Noch getrennt',
  },
  endedBy: {
    customer: 'vom Kunden',
    agent: 'vom Agenten',
    supervisor: 'von der Leitung',
    system: 'vom System',
  },
  nothingDropped: 'An diesem Tag ging keine Verbindung verloren.',
  nothingDroppedText: 'Sobald es geschieht, wird es hier gezählt.',
  timeToReturn: 'Zeit bis zur Rückkehr',
  timeToReturnText: (count) =>
    plural(language, count, {
      one: 'Vom Verlust der Verbindung bis zur Rückkehr, bei # Rückkehr.',
      other: 'Vom Verlust der Verbindung bis zur Rückkehr, bei # Rückkehrern.',
    }),
  noReturns: 'Noch ist niemand zurückgekehrt, es gibt nichts zu messen.',
  p50: 'Median',
  p90: '9 von 10',
  returnedWithin: (half, nineOfTen) =>
    `Die Hälfte war innerhalb von ${half} zurück (p50), neun von zehn innerhalb von ${nineOfTen} (p90).`,
  upTo: (span) => `bis ${span}`,
  between: (from, to) => `${from} bis ${to}`,
  above: (span) => `mehr als ${span}`,
  returns: 'Rückkehrer',
  span: 'Zeit',
  share: 'Anteil',
  asTable: 'Als Tabelle zeigen',
  asChart: 'Als Diagramm zeigen',
  heldTitle: 'Für getrennte Kunden gehalten',
  heldMinutes: 'Agentenminuten',
  heldMinutesText: 'die Zeit, in der ein Platz gehalten wurde, für alle Kunden zusammen',
  heldUnitMinutes: 'Einheitenminuten',
  heldUnitMinutesText: 'dasselbe, nach dem Preis der Unterhaltungen',
  holds: 'Gehaltene Plätze',
  holdsText: 'so oft wurde ein Platz gehalten',

  keys: {
    extend: 'Ausgewählte verlängern',
    handOver: 'Ausgewählte übergeben',
    giveUp: 'Auf Ausgewählte nicht länger warten',
  },
};
