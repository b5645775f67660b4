import type { Catalogues } from './words';

const en = {
  login: 'Login',
  password: 'Password',
  showPassword: 'Show password',
  signIn: 'Sign in',
  signingIn: 'Signing in',
  loginMissing: 'Enter your login.',
  passwordMissing: 'Enter your password.',
  tooManyUntil: (time: string) => `Too many attempts. You can try again from ${time} on.`,
  cancel: 'Cancel',
  close: 'Close',
  language: 'Language',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  shortcuts: 'Keyboard shortcuts',
  shortcutsIntro: 'They work wherever the focus is.',
  showShortcuts: 'Show these shortcuts',
  singleKeys: 'Use ? as a shortcut',
};
type Words = typeof en;

const de: Words = {
  login: 'Anmeldename',
  password: 'Kennwort',
  showPassword: 'Kennwort anzeigen',
  signIn: 'Anmelden',
  signingIn: 'Anmeldung läuft',
  loginMissing: 'Geben Sie Ihren Anmeldenamen ein.',
  passwordMissing: 'Geben Sie Ihr Kennwort ein.',
  tooManyUntil: (time) => `Zu viele Versuche. Ab ${time} Uhr können Sie es erneut versuchen.`,
  cancel: 'Abbrechen',
  close: 'Schließen',
  language: 'Sprache',
  theme: 'Farbschema',
  themes: { system: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  shortcuts: 'Tastenkürzel',
  shortcutsIntro: 'Sie gelten überall auf der Seite.',
  showShortcuts: 'Diese Tastenkürzel zeigen',
  singleKeys: '? als Tastenkürzel verwenden',
};

const ar: Words = {
  login: 'اسم الدخول',
  password: 'كلمة المرور',
  showPassword: 'إظهار كلمة المرور',
  signIn: 'تسجيل الدخول',
  signingIn: 'جارٍ تسجيل الدخول',
  loginMissing: 'أدخل اسم الدخول.',
  passwordMissing: 'أدخل كلمة المرور.',
  tooManyUntil: (time) => `محاولات كثيرة جدًا. يمكنك المحاولة مجددًا ابتداءً من الساعة ${time}.`,
  cancel: 'إلغاء',
  close: 'إغلاق',
  language: 'اللغة',
  theme: 'المظهر',
  themes: { system: 'مثل النظام', light: 'فاتح', dark: 'داكن' },
  shortcuts: 'اختصارات لوحة المفاتيح',
  shortcutsIntro: 'تعمل أينما كان موضع التركيز.',
  showShortcuts: 'إظهار هذه الاختصارات',
  singleKeys: 'استخدام ؟ اختصارًا',
};

export const kitWords: Catalogues<Words> = { en, de, ar };
