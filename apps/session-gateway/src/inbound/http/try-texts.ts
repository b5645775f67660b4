const texts = {
  en: {
    direction: 'ltr',
    title: 'Try this widget',
    intro: 'This page shows the chat widget as your customers see it, with the settings as saved.',
    agents:
      'Agents receive a chat that you start here, with the customer name “Test from the administration”. To answer, sign in at the agent desk as an agent of the workstream, and set the presence to Available.',
    customer: 'Test from the administration',
    inactive: 'This chat widget is inactive. Activate it in the administration, and then reload this page.',
    signIn:
      'Customers of this chat widget must sign in at your portal. Try it there, or turn off Require sign-in in the administration.',
    ended: 'This page is no longer available. In the administration, select Try this widget again.',
  },
  de: {
    direction: 'ltr',
    title: 'Dieses Widget ausprobieren',
    intro:
      'Diese Seite zeigt das Chat-Widget, wie Ihre Kunden es sehen, mit den gespeicherten Einstellungen.',
    agents:
      'Agenten erhalten einen Chat, den Sie hier beginnen, mit dem Kundennamen „Test aus der Verwaltung“. Um zu antworten, melden Sie sich am Agentenarbeitsplatz als Agent des Arbeitsstreams an, und stellen Sie die Anwesenheit auf Verfügbar.',
    customer: 'Test aus der Verwaltung',
    inactive:
      'Dieses Chat-Widget ist inaktiv. Aktivieren Sie es in der Verwaltung, und laden Sie dann diese Seite neu.',
    signIn:
      'Kunden dieses Chat-Widgets müssen sich in Ihrem Portal anmelden. Probieren Sie es dort aus, oder schalten Sie in der Verwaltung die erforderliche Anmeldung aus.',
    ended:
      'Diese Seite ist nicht mehr verfügbar. Wählen Sie in der Verwaltung noch einmal „Dieses Widget ausprobieren“.',
  },
  ar: {
    direction: 'rtl',
    title: 'جرّب هذه الأداة',
    intro: 'تعرض هذه الصفحة أداة الدردشة كما يراها عملاؤك، بالإعدادات المحفوظة.',
    agents:
      'يتلقى المندوبون الدردشة التي تبدأها هنا باسم العميل «اختبار من الإدارة». للرد، سجّل الدخول إلى مكتب المندوب كمندوب في مسار العمل، واجعل حالة التواجد متاحًا.',
    customer: 'اختبار من الإدارة',
    inactive: 'أداة الدردشة هذه غير نشطة. فعّلها في الإدارة ثم أعد تحميل هذه الصفحة.',
    signIn:
      'يجب على عملاء أداة الدردشة هذه تسجيل الدخول في بوابتك. جرّبها هناك، أو أوقف طلب تسجيل الدخول في الإدارة.',
    ended: 'لم تعد هذه الصفحة متاحة. اختر في الإدارة «جرّب هذه الأداة» مرة أخرى.',
  },
} as const;

type Language = keyof typeof texts;
export type TryTexts = (typeof texts)[Language] & { readonly language: Language };

/** The texts of the try page in the first language that the browser wants and that there is. */
export function textsFor(acceptLanguage = ''): TryTexts {
  const wanted = acceptLanguage.split(',').map((range) => range.trim().slice(0, 2).toLowerCase());
  const language = wanted.find((one): one is Language => Object.hasOwn(texts, one)) ?? 'en';
  return { language, ...texts[language] };
}
