import type { ProblemCode } from '../form/problem';
import type { Catalogues } from '../../../kit/words';

type Sentences = Readonly<Record<ProblemCode, (detail: string) => string>>;

const en: Sentences = {
  required: () => 'Enter a value.',
  'too-long': (maximum) => `Use ${maximum} characters or fewer.`,
  'not-a-number': () => 'Enter a number.',
  'out-of-range': (range) => `Enter a number in the range ${range}.`,
  'whole-number': () => 'Enter a whole number.',
  'time-limit-range': () => 'Enter a time from 1 minute to 24 hours (1440 minutes).',
  'minutes-range': (maximum) => `Enter more than 0 and no more than ${maximum} minutes.`,
  'not-a-url': () => 'Enter a URL such as https://portal.example/chat.',
  'not-https': () => 'Use https. You can use http for localhost only.',
  'url-credentials': () => 'Remove the username and password from the URL.',
  'portal-required': () => 'Enter the URL of the page that contains the chat widget.',
  'portal-host': (host) =>
    `${host} isn’t an allowed origin of this chat widget. Add it to the allowed origins, or use another page.`,
  'not-a-domain': () => 'Enter a domain such as contoso.com.',
  'domain-without-origin': (domain) =>
    `None of the allowed origins is on ${domain}. Add one, or leave this field blank.`,
  'not-an-origin': (origin) => `Enter the origin without a path: ${origin}`,
  'origin-twice': () => 'This origin is already in the list.',
  locale: () => 'Enter a language tag such as en, de-AT, or pt-BR.',
  'time-zone': () => 'Choose a time zone such as Europe/Berlin.',
  'key-required': () => 'Sign-in is required. Add a public key or a JWKS URL.',
  'private-key': () => 'This is a private key. Keep it secret, and paste the public key instead.',
  'not-a-key': () => 'Paste a public key in PEM format. It starts with -----BEGIN PUBLIC KEY-----.',
  'weak-key': () => 'Use RSA with at least 2048 bits, EC P-256, or Ed25519.',
  'key-algorithm': (algorithm) =>
    `This is a key for ${algorithm}, which isn’t an allowed algorithm. Use another key, or allow the algorithm.`,
  'algorithm-required': () => 'Allow at least one algorithm.',
  'audience-required': () => 'Enter the audience, or turn off the audience check.',
  expiry: () => 'Enter a date and time.',
  'wrap-up-required': () => 'Enter how long capacity is blocked.',
  login: () => 'Use 1–200 characters without spaces.',
  'password-short': () => 'Use at least 10 characters.',
  'password-easy': () => 'This password is easy to guess. Use several unrelated words.',
  'password-differs': () => 'The passwords don’t match.',
  'role-required': () => 'Choose at least one role.',
  'agent-required': () => 'Choose the agent that this account is linked to.',
  'taken-login': () => 'Another account already uses this username.',
  'taken-agent': () => 'Another account is already linked to this agent.',
  'last-administrator': () => 'This is the last active administrator. Add another one first.',
  'workstream-unknown': () => 'This workstream no longer exists.',
  'agent-unknown': () => 'This agent no longer exists.',
  'by-server': (words) => `The service reported: ${words}`,
};

const de: Sentences = {
  required: () => 'Geben Sie einen Wert ein.',
  'too-long': (maximum) => `Verwenden Sie höchstens ${maximum} Zeichen.`,
  'not-a-number': () => 'Geben Sie eine Zahl ein.',
  'out-of-range': (range) => `Geben Sie eine Zahl im Bereich ${range} ein.`,
  'whole-number': () => 'Geben Sie eine ganze Zahl ein.',
  'time-limit-range': () => 'Geben Sie eine Zeit von 1 Minute bis 24 Stunden (1440 Minuten) ein.',
  'minutes-range': (maximum) => `Geben Sie mehr als 0 und höchstens ${maximum} Minuten ein.`,
  'not-a-url': () => 'Geben Sie eine URL wie https://portal.example/chat ein.',
  'not-https': () => 'Verwenden Sie https. http ist nur für localhost zulässig.',
  'url-credentials': () => 'Entfernen Sie Benutzername und Kennwort aus der URL.',
  'portal-required': () => 'Geben Sie die URL der Seite ein, die das Chat-Widget enthält.',
  'portal-host': (host) =>
    `${host} ist kein zulässiger Ursprung dieses Chat-Widgets. Fügen Sie ihn den zulässigen Ursprüngen hinzu, oder verwenden Sie eine andere Seite.`,
  'not-a-domain': () => 'Geben Sie eine Domain wie contoso.com ein.',
  'domain-without-origin': (domain) =>
    `Keiner der zulässigen Ursprünge liegt auf ${domain}. Fügen Sie einen hinzu oder lassen Sie das Feld leer.`,
  'not-an-origin': (origin) => `Geben Sie den Ursprung ohne Pfad ein: ${origin}`,
  'origin-twice': () => 'Dieser Ursprung ist bereits in der Liste enthalten.',
  locale: () => 'Geben Sie ein Sprachkürzel wie en, de-AT oder pt-BR ein.',
  'time-zone': () => 'Wählen Sie eine Zeitzone wie Europe/Berlin aus.',
  'key-required': () =>
    'Die Anmeldung ist erforderlich. Fügen Sie einen öffentlichen Schlüssel oder eine JWKS-URL hinzu.',
  'private-key': () =>
    'Dies ist ein privater Schlüssel. Halten Sie ihn geheim, und fügen Sie stattdessen den öffentlichen Schlüssel ein.',
  'not-a-key': () =>
    'Fügen Sie einen öffentlichen Schlüssel im PEM-Format ein. Er beginnt mit -----BEGIN PUBLIC KEY-----.',
  'weak-key': () => 'Verwenden Sie RSA mit mindestens 2048 Bit, EC P-256 oder Ed25519.',
  'key-algorithm': (algorithm) =>
    `Dies ist ein Schlüssel für ${algorithm}, einen nicht zulässigen Algorithmus. Verwenden Sie einen anderen Schlüssel, oder lassen Sie den Algorithmus zu.`,
  'algorithm-required': () => 'Lassen Sie mindestens einen Algorithmus zu.',
  'audience-required': () => 'Geben Sie die Zielgruppe ein, oder deaktivieren Sie ihre Prüfung.',
  expiry: () => 'Geben Sie Datum und Uhrzeit ein.',
  'wrap-up-required': () => 'Geben Sie ein, wie lange die Kapazität blockiert wird.',
  login: () => 'Verwenden Sie 1–200 Zeichen ohne Leerzeichen.',
  'password-short': () => 'Verwenden Sie mindestens 10 Zeichen.',
  'password-easy': () =>
    'Dieses Kennwort ist leicht zu erraten. Verwenden Sie mehrere Wörter ohne Zusammenhang.',
  'password-differs': () => 'Die Kennwörter stimmen nicht überein.',
  'role-required': () => 'Wählen Sie mindestens eine Rolle aus.',
  'agent-required': () => 'Wählen Sie den Agenten aus, mit dem dieses Konto verknüpft ist.',
  'taken-login': () => 'Ein anderes Konto verwendet diesen Benutzernamen bereits.',
  'taken-agent': () => 'Ein anderes Konto ist bereits mit diesem Agenten verknüpft.',
  'last-administrator': () =>
    'Dies ist der letzte aktive Administrator. Fügen Sie zuerst einen anderen hinzu.',
  'workstream-unknown': () => 'Dieser Arbeitsstream ist nicht mehr vorhanden.',
  'agent-unknown': () => 'Dieser Agent ist nicht mehr vorhanden.',
  'by-server': (words) => `Meldung des Diensts: ${words}`,
};

const ar: Sentences = {
  required: () => 'أدخل قيمة.',
  'too-long': (maximum) => `الحد الأقصى لعدد الأحرف هو ${maximum}.`,
  'not-a-number': () => 'أدخل رقمًا.',
  'out-of-range': (range) => `أدخل رقمًا ضمن النطاق ${range}.`,
  'whole-number': () => 'أدخل عددًا صحيحًا.',
  'time-limit-range': () => 'أدخل وقتًا من دقيقة واحدة إلى 24 ساعة (1440 دقيقة).',
  'minutes-range': (maximum) => `أدخل عدد دقائق أكبر من 0 ولا يزيد على ${maximum}.`,
  'not-a-url': () => 'أدخل عنوان URL مثل https://portal.example/chat.',
  'not-https': () => 'استخدم https. يمكنك استخدام http مع localhost فقط.',
  'url-credentials': () => 'أزل اسم المستخدم وكلمة المرور من عنوان URL.',
  'portal-required': () => 'أدخل عنوان URL للصفحة التي تحتوي على أداة الدردشة.',
  'portal-host': (host) =>
    `${host} ليس من المصادر المسموح بها لأداة الدردشة هذه. أضفه إلى المصادر المسموح بها أو استخدم صفحة أخرى.`,
  'not-a-domain': () => 'أدخل نطاقًا مثل contoso.com.',
  'domain-without-origin': (domain) =>
    `لا يقع أي من المصادر المسموح بها على ${domain}. أضف مصدرًا أو اترك الحقل فارغًا.`,
  'not-an-origin': (origin) => `أدخل المصدر بدون مسار: ${origin}`,
  'origin-twice': () => 'هذا المصدر موجود في القائمة من قبل.',
  locale: () => 'أدخل رمز لغة مثل en أو de-AT أو pt-BR.',
  'time-zone': () => 'اختر منطقة زمنية مثل Europe/Berlin.',
  'key-required': () => 'تسجيل الدخول مطلوب. أضف مفتاحًا عامًا أو عنوان URL لـ JWKS.',
  'private-key': () => 'هذا مفتاح خاص. حافظ على سريته والصق المفتاح العام بدلًا منه.',
  'not-a-key': () => 'الصق مفتاحًا عامًا بتنسيق PEM. يبدأ بـ -----BEGIN PUBLIC KEY-----.',
  'weak-key': () => 'استخدم RSA بطول 2048 بت على الأقل أو EC P-256 أو Ed25519.',
  'key-algorithm': (algorithm) =>
    `هذا مفتاح لخوارزمية ${algorithm} غير المسموح بها. استخدم مفتاحًا آخر أو اسمح بالخوارزمية.`,
  'algorithm-required': () => 'اسمح بخوارزمية واحدة على الأقل.',
  'audience-required': () => 'أدخل الجمهور أو أوقف التحقق منه.',
  expiry: () => 'أدخل التاريخ والوقت.',
  'wrap-up-required': () => 'أدخل مدة حظر السعة.',
  login: () => 'استخدم من 1 إلى 200 حرف بدون مسافات.',
  'password-short': () => 'استخدم 10 أحرف على الأقل.',
  'password-easy': () => 'من السهل تخمين كلمة المرور هذه. استخدم عدة كلمات غير مترابطة.',
  'password-differs': () => 'كلمتا المرور غير متطابقتين.',
  'role-required': () => 'اختر دورًا واحدًا على الأقل.',
  'agent-required': () => 'اختر المندوب المرتبط بهذا الحساب.',
  'taken-login': () => 'يستخدم حساب آخر اسم المستخدم هذا.',
  'taken-agent': () => 'يرتبط حساب آخر بهذا المندوب.',
  'last-administrator': () => 'هذا آخر مسؤول نشط. أضف مسؤولًا آخر أولًا.',
  'workstream-unknown': () => 'لم يعد مسار العمل هذا موجودًا.',
  'agent-unknown': () => 'لم يعد هذا المندوب موجودًا.',
  'by-server': (words) => `رسالة الخدمة: ${words}`,
};

export const problemSentences: Catalogues<Sentences> = { en, de, ar };
