import { plural, type Catalogues } from '../../../kit/words';

const en = {
  search: 'Search conversations',
  filterBy: 'Show',
  filters: { all: 'All', unread: 'Unread', away: 'Disconnected', queue: 'Waiting', 'wrap-up': 'Wrap-up' },
  sortBy: 'Sort by',
  sorts: {
    need: 'Needs attention first',
    newest: 'Newest message first',
    oldest: 'Longest open first',
    name: 'Customer name',
  },
  noMatch: 'No conversations match.',
  clear: 'Clear search and filter',

  full: (used: string, max: string) =>
    `No capacity for new conversations. ${used} of ${max} units are in use.`,
  fullByWrapUp: (units: number) =>
    plural('en', units, {
      one: 'Wrap-up uses # unit. Close conversations in wrap-up to free it.',
      other: 'Wrap-up uses # units. Close conversations in wrap-up to free them.',
    }),
  fullPerhaps: 'Closing conversations in wrap-up can free capacity.',
  fullByActive: 'End or transfer a conversation to free capacity.',

  closeSeveral: 'Close several',
  closeSeveralTitle: 'Close conversations in wrap-up',
  closeSeveralText: 'Customers can’t reconnect to these conversations.',
  selectAll: 'Select all',
  draftNote: 'Unsaved note. It’s added before the conversation is closed.',
  closeSelected: (count: number) =>
    plural('en', count, { one: 'Close # conversation', other: 'Close # conversations' }),
  closedSeveral: (count: number) =>
    plural('en', count, { one: '# conversation was closed.', other: '# conversations were closed.' }),
  notClosed: (count: number) =>
    plural('en', count, {
      one: '# conversation couldn’t be closed.',
      other: '# conversations couldn’t be closed.',
    }),

  expiredMany: (count: number) =>
    plural('en', count, {
      one: 'While you were offline, # customer didn’t reconnect in time.',
      other: 'While you were offline, # customers didn’t reconnect in time.',
    }),
  leftMany: (count: number) =>
    plural('en', count, {
      one: '# conversation is no longer assigned to you.',
      other: '# conversations are no longer assigned to you.',
    }),
  review: 'Review',
  reviewTitle: 'What happened while you were offline',
  expiredAt: (time: string) => `Expired at ${time}`,
  noLongerYours: 'No longer assigned to you',
  dismissAll: 'Dismiss all',

  newsMany: (count: number) =>
    plural('en', count, { one: '# conversation has updates', other: '# conversations have updates' }),
  showList: 'Show list',
};
export type Words = typeof en;

const de: Words = {
  search: 'Unterhaltungen suchen',
  filterBy: 'Anzeigen',
  filters: {
    all: 'Alle',
    unread: 'Ungelesen',
    away: 'Getrennt',
    queue: 'Wartend',
    'wrap-up': 'Nachbearbeitung',
  },
  sortBy: 'Sortieren nach',
  sorts: {
    need: 'Dringendes zuerst',
    newest: 'Neueste Nachricht zuerst',
    oldest: 'Älteste Unterhaltung zuerst',
    name: 'Name des Kunden',
  },
  noMatch: 'Keine passenden Unterhaltungen.',
  clear: 'Suche und Filter zurücksetzen',

  full: (used, max) => `Keine Kapazität für neue Unterhaltungen. ${used} von ${max} Einheiten sind belegt.`,
  fullByWrapUp: (units) =>
    plural('de', units, {
      one: 'Die Nachbearbeitung belegt # Einheit. Schließen Sie Unterhaltungen in Nachbearbeitung, um sie freizugeben.',
      other:
        'Die Nachbearbeitung belegt # Einheiten. Schließen Sie Unterhaltungen in Nachbearbeitung, um sie freizugeben.',
    }),
  fullPerhaps: 'Das Schließen von Unterhaltungen in Nachbearbeitung kann Kapazität freigeben.',
  fullByActive: 'Beenden oder übertragen Sie eine Unterhaltung, um Kapazität freizugeben.',

  closeSeveral: 'Mehrere schließen',
  closeSeveralTitle: 'Unterhaltungen in Nachbearbeitung schließen',
  closeSeveralText: 'Kunden können sich mit diesen Unterhaltungen nicht wieder verbinden.',
  selectAll: 'Alle auswählen',
  draftNote: 'Nicht gespeicherte Notiz. Sie wird vor dem Schließen hinzugefügt.',
  closeSelected: (count) =>
    plural('de', count, { one: '# Unterhaltung schließen', other: '# Unterhaltungen schließen' }),
  closedSeveral: (count) =>
    plural('de', count, {
      one: '# Unterhaltung wurde geschlossen.',
      other: '# Unterhaltungen wurden geschlossen.',
    }),
  notClosed: (count) =>
    plural('de', count, {
      one: '# Unterhaltung konnte nicht geschlossen werden.',
      other: '# Unterhaltungen konnten nicht geschlossen werden.',
    }),

  expiredMany: (count) =>
    plural('de', count, {
      one: 'Während Sie offline waren, hat sich # Kunde nicht rechtzeitig wieder verbunden.',
      other: 'Während Sie offline waren, haben sich # Kunden nicht rechtzeitig wieder verbunden.',
    }),
  leftMany: (count) =>
    plural('de', count, {
      one: '# Unterhaltung ist Ihnen nicht mehr zugewiesen.',
      other: '# Unterhaltungen sind Ihnen nicht mehr zugewiesen.',
    }),
  review: 'Überprüfen',
  reviewTitle: 'Was geschah, während Sie offline waren',
  expiredAt: (time) => `Abgelaufen um ${time}`,
  noLongerYours: 'Ihnen nicht mehr zugewiesen',
  dismissAll: 'Alle verwerfen',

  newsMany: (count) =>
    plural('de', count, { one: 'Neues in # Unterhaltung', other: 'Neues in # Unterhaltungen' }),
  showList: 'Liste anzeigen',
};

const ar: Words = {
  search: 'البحث في المحادثات',
  filterBy: 'عرض',
  filters: {
    all: 'الكل',
    unread: 'غير مقروءة',
    away: 'انقطع الاتصال',
    queue: 'في الانتظار',
    'wrap-up': 'الاختتام',
  },
  sortBy: 'الترتيب حسب',
  sorts: {
    need: 'الأكثر إلحاحًا أولًا',
    newest: 'أحدث رسالة أولًا',
    oldest: 'أقدم محادثة أولًا',
    name: 'اسم العميل',
  },
  noMatch: 'لا توجد محادثات مطابقة.',
  clear: 'مسح البحث والتصفية',

  full: (used, max) => `لا توجد سعة لمحادثات جديدة. الوحدات المستخدمة ${used} من ${max}.`,
  fullByWrapUp: (units) =>
    plural('ar', units, {
      zero: 'لا تستخدم مرحلة الاختتام أي وحدة.',
      one: 'تستخدم مرحلة الاختتام وحدة واحدة. أغلق محادثات في مرحلة الاختتام لتحريرها.',
      two: 'تستخدم مرحلة الاختتام وحدتين. أغلق محادثات في مرحلة الاختتام لتحريرهما.',
      few: 'تستخدم مرحلة الاختتام # وحدات. أغلق محادثات في مرحلة الاختتام لتحريرها.',
      other: 'تستخدم مرحلة الاختتام # وحدة. أغلق محادثات في مرحلة الاختتام لتحريرها.',
    }),
  fullPerhaps: 'قد يؤدي إغلاق المحادثات في مرحلة الاختتام إلى تحرير سعة.',
  fullByActive: 'أنهِ محادثة أو انقلها لتحرير سعة.',

  closeSeveral: 'إغلاق عدة محادثات',
  closeSeveralTitle: 'إغلاق المحادثات في مرحلة الاختتام',
  closeSeveralText: 'لا يمكن للعملاء إعادة الاتصال بهذه المحادثات.',
  selectAll: 'تحديد الكل',
  draftNote: 'ملاحظة غير محفوظة. تُضاف قبل إغلاق المحادثة.',
  closeSelected: (count) =>
    plural('ar', count, {
      one: 'إغلاق محادثة واحدة',
      two: 'إغلاق محادثتين',
      few: 'إغلاق # محادثات',
      other: 'إغلاق # محادثة',
    }),
  closedSeveral: (count) =>
    plural('ar', count, {
      one: 'أُغلقت محادثة واحدة.',
      two: 'أُغلقت محادثتان.',
      few: 'أُغلقت # محادثات.',
      other: 'أُغلقت # محادثة.',
    }),
  notClosed: (count) =>
    plural('ar', count, {
      one: 'تعذّر إغلاق محادثة واحدة.',
      two: 'تعذّر إغلاق محادثتين.',
      few: 'تعذّر إغلاق # محادثات.',
      other: 'تعذّر إغلاق # محادثة.',
    }),

  expiredMany: (count) =>
    plural('ar', count, {
      one: 'أثناء عدم اتصالك لم يعد عميل واحد في الوقت المحدد.',
      two: 'أثناء عدم اتصالك لم يعد عميلان في الوقت المحدد.',
      few: 'أثناء عدم اتصالك لم يعد # عملاء في الوقت المحدد.',
      other: 'أثناء عدم اتصالك لم يعد # عميلًا في الوقت المحدد.',
    }),
  leftMany: (count) =>
    plural('ar', count, {
      one: 'محادثة واحدة لم تعد على مكتبك.',
      two: 'محادثتان لم تعودا على مكتبك.',
      few: '# محادثات لم تعد على مكتبك.',
      other: '# محادثة لم تعد على مكتبك.',
    }),
  review: 'مراجعة',
  reviewTitle: 'ما حدث أثناء عدم اتصالك',
  expiredAt: (time) => `انتهى الوقت عند ${time}`,
  noLongerYours: 'لم تعد على مكتبك',
  dismissAll: 'تجاهل الكل',

  newsMany: (count) =>
    plural('ar', count, {
      one: 'جديد في محادثة واحدة',
      two: 'جديد في محادثتين',
      few: 'جديد في # محادثات',
      other: 'جديد في # محادثة',
    }),
  showList: 'عرض القائمة',
};

export const listCatalogues: Catalogues<Words> = { en, de, ar };
