import type { RefusalName } from '@rejoin/contracts';
import type { Catalogues } from './words';

type Sentences = Readonly<Record<RefusalName | 'line-lost' | 'unknown', string>>;

const en: Sentences = {
  denied: 'Access denied. You may have signed out in another tab. Sign in again.',
  'window-expired': 'The reconnect time limit for this chat expired.',
  'conversation-ended': 'This conversation has ended. You can’t send more messages.',
  'reconnection-off': 'Reconnect to previous chat is off for this chat widget.',
  'reconnect-available': 'A previous chat is still open. Continue it, or start a new one.',
  superseded: 'This page is open in another tab or on another device.',
  'widget-inactive': 'This chat widget is inactive.',
  'origin-not-allowed': 'This page isn’t on an allowed origin of the chat widget.',
  'sign-in-required': 'Sign in to continue.',
  'token-invalid': 'Your session has expired. Sign in again.',
  'sign-in-failed': 'Incorrect username or password.',
  'sign-in-expired': 'Your session has expired. Sign in again.',
  'code-required': 'Enter the code from your authenticator app.',
  'code-wrong': 'Incorrect or used code. Enter the current code from your authenticator app.',
  'password-too-easy': 'This password is easy to guess. Use several unrelated words.',
  'not-your-conversation': 'This conversation is no longer assigned to you.',
  'message-conflict': 'This message was already sent with different text. Send it again.',
  'message-too-long': 'The message is too long. Send it in several parts.',
  'no-window':
    'The customer is connected, or the conversation has ended. There’s no reconnect time to change.',
  'no-extension-left': 'No extensions left for this conversation.',
  'no-free-capacity': 'Not enough capacity for this conversation.',
  'agent-unavailable': 'This agent is signed out, inactive, or not in this workstream. Select another agent.',
  'not-open': 'This conversation was already assigned to someone else.',
  'not-active': 'Only active conversations can be transferred or released.',
  'not-in-wrap-up': 'Only conversations in wrap-up can be closed.',
  'live-conversations':
    'You still have active conversations. Confirm to release them to the queue and sign out.',
  'quick-reply-unknown': 'This quick reply no longer exists. Reload the page to update the list.',
  'version-conflict': 'Newer changes were saved. Review them, and then make your change again.',
  'version-required': 'Can’t tell which version you’re changing. Reload the page, and then try again.',
  'not-found': 'This item doesn’t exist. It may have been removed.',
  forbidden: 'Your role doesn’t allow this. To get access, contact an administrator.',
  unauthenticated: 'Your session has expired. Sign in again.',
  'already-exists': 'This name is already in use. Choose another one.',
  invalid: 'Some values aren’t valid. Check the highlighted fields.',
  unsupported: 'The service doesn’t support this yet. Try again after it’s updated.',
  'client-too-old': 'This page is out of date. Reload it.',
  malformed: 'The service couldn’t read the request. Reload the page, and then try again.',
  'too-large': 'This is too large to send.',
  'too-many': 'Too many attempts. Wait a moment, and then try again.',
  'other-gateway': 'The request reached the wrong server. Try again.',
  unavailable: 'The service isn’t available right now. No change was confirmed. Try again later.',
  'line-lost':
    'The connection was lost before the service answered. Check whether it went through, then try again.',
  unknown: 'Something went wrong. Try again. If the problem persists, reload the page.',
};

const de: Sentences = {
  denied:
    'Zugriff verweigert. Möglicherweise haben Sie sich in einem anderen Browsertab abgemeldet. Melden Sie sich erneut an.',
  'window-expired': 'Das Zeitlimit für die Wiederverbindung mit diesem Chat ist abgelaufen.',
  'conversation-ended': 'Diese Unterhaltung ist beendet. Sie können keine weiteren Nachrichten senden.',
  'reconnection-off': '„Mit vorherigem Chat verbinden“ ist für dieses Chat-Widget deaktiviert.',
  'reconnect-available':
    'Ein vorheriger Chat ist noch offen. Setzen Sie ihn fort, oder starten Sie einen neuen.',
  superseded: 'Diese Seite ist in einem anderen Browsertab oder auf einem anderen Gerät geöffnet.',
  'widget-inactive': 'Dieses Chat-Widget ist inaktiv.',
  'origin-not-allowed': 'Diese Seite gehört nicht zu einem zulässigen Ursprung des Chat-Widgets.',
  'sign-in-required': 'Melden Sie sich an, um fortzufahren.',
  'token-invalid': 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
  'sign-in-failed': 'Falscher Benutzername oder falsches Kennwort.',
  'sign-in-expired': 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
  'code-required': 'Geben Sie den Code aus Ihrer Authentifizierungs-App ein.',
  'code-wrong':
    'Falscher oder bereits verwendeter Code. Geben Sie den aktuellen Code aus Ihrer Authentifizierungs-App ein.',
  'password-too-easy':
    'Dieses Kennwort ist leicht zu erraten. Verwenden Sie mehrere Wörter ohne Zusammenhang.',
  'not-your-conversation': 'Diese Unterhaltung ist Ihnen nicht mehr zugewiesen.',
  'message-conflict': 'Diese Nachricht wurde bereits mit anderem Text gesendet. Senden Sie sie erneut.',
  'message-too-long': 'Die Nachricht ist zu lang. Senden Sie sie in mehreren Teilen.',
  'no-window':
    'Der Kunde ist verbunden, oder die Unterhaltung ist beendet. Es gibt kein Zeitlimit, das geändert werden kann.',
  'no-extension-left': 'Für diese Unterhaltung sind keine Verlängerungen mehr verfügbar.',
  'no-free-capacity': 'Die Kapazität reicht für diese Unterhaltung nicht aus.',
  'agent-unavailable':
    'Dieser Agent ist abgemeldet, inaktiv oder nicht in diesem Arbeitsstream. Wählen Sie einen anderen Agenten aus.',
  'not-open': 'Diese Unterhaltung wurde bereits einem anderen Agenten zugewiesen.',
  'not-active': 'Nur aktive Unterhaltungen können übertragen oder freigegeben werden.',
  'not-in-wrap-up': 'Nur Unterhaltungen in der Nachbearbeitung können geschlossen werden.',
  'live-conversations':
    'Sie haben noch aktive Unterhaltungen. Bestätigen Sie, um sie in die Warteschlange freizugeben und sich abzumelden.',
  'quick-reply-unknown':
    'Diese Schnellantwort ist nicht mehr vorhanden. Laden Sie die Seite neu, um die Liste zu aktualisieren.',
  'version-conflict':
    'Neuere Änderungen wurden gespeichert. Prüfen Sie sie, und nehmen Sie Ihre Änderung dann erneut vor.',
  'version-required':
    'Die zu ändernde Version ist nicht bekannt. Laden Sie die Seite neu, und versuchen Sie es dann erneut.',
  'not-found': 'Dieses Element ist nicht vorhanden. Möglicherweise wurde es entfernt.',
  forbidden:
    'Ihre Rolle lässt dies nicht zu. Wenden Sie sich an einen Administrator, um Zugriff zu erhalten.',
  unauthenticated: 'Ihre Sitzung ist abgelaufen. Melden Sie sich erneut an.',
  'already-exists': 'Dieser Name wird bereits verwendet. Wählen Sie einen anderen.',
  invalid: 'Einige Werte sind ungültig. Prüfen Sie die hervorgehobenen Felder.',
  unsupported: 'Der Dienst unterstützt dies noch nicht. Versuchen Sie es nach einer Aktualisierung erneut.',
  'client-too-old': 'Diese Seite ist veraltet. Laden Sie sie neu.',
  malformed:
    'Der Dienst konnte die Anforderung nicht lesen. Laden Sie die Seite neu, und versuchen Sie es dann erneut.',
  'too-large': 'Dies ist zu groß zum Senden.',
  'too-many': 'Zu viele Versuche. Warten Sie einen Moment, und versuchen Sie es dann erneut.',
  'other-gateway': 'Die Anforderung hat den falschen Server erreicht. Versuchen Sie es erneut.',
  unavailable:
    'Der Dienst ist derzeit nicht verfügbar. Es wurde keine Änderung bestätigt. Versuchen Sie es später erneut.',
  'line-lost':
    'Die Verbindung wurde getrennt, bevor der Dienst geantwortet hat. Prüfen Sie, ob der Vorgang abgeschlossen wurde, und versuchen Sie es dann erneut.',
  unknown:
    'Es ist ein Fehler aufgetreten. Versuchen Sie es erneut. Wenn das Problem weiterhin besteht, laden Sie die Seite neu.',
};

const ar: Sentences = {
  denied: 'تم رفض الوصول. ربما سجّلت الخروج في علامة تبويب أخرى. سجّل الدخول مرة أخرى.',
  'window-expired': 'انتهى الحد الزمني لإعادة الاتصال بهذه الدردشة.',
  'conversation-ended': 'انتهت هذه المحادثة. لا يمكنك إرسال المزيد من الرسائل.',
  'reconnection-off': 'إعادة الاتصال بالدردشة السابقة متوقفة لأداة الدردشة هذه.',
  'reconnect-available': 'لا تزال دردشة سابقة مفتوحة. تابعها أو ابدأ دردشة جديدة.',
  superseded: 'هذه الصفحة مفتوحة في علامة تبويب أخرى أو على جهاز آخر.',
  'widget-inactive': 'أداة الدردشة هذه غير نشطة.',
  'origin-not-allowed': 'هذه الصفحة ليست ضمن مصدر مسموح به لأداة الدردشة.',
  'sign-in-required': 'سجّل الدخول للمتابعة.',
  'token-invalid': 'انتهت صلاحية جلسة العمل. سجّل الدخول مرة أخرى.',
  'sign-in-failed': 'اسم المستخدم أو كلمة المرور غير صحيحة.',
  'sign-in-expired': 'انتهت صلاحية جلسة العمل. سجّل الدخول مرة أخرى.',
  'code-required': 'أدخل الرمز من تطبيق المصادقة.',
  'code-wrong': 'الرمز غير صحيح أو سبق استخدامه. أدخل الرمز الحالي من تطبيق المصادقة.',
  'password-too-easy': 'من السهل تخمين كلمة المرور هذه. استخدم عدة كلمات غير مترابطة.',
  'not-your-conversation': 'لم تعد هذه المحادثة معيّنة لك.',
  'message-conflict': 'تم إرسال هذه الرسالة من قبل بنص مختلف. أرسلها مرة أخرى.',
  'message-too-long': 'الرسالة طويلة جدًا. أرسلها على أجزاء.',
  'no-window': 'العميل متصل أو انتهت المحادثة. لا يوجد وقت إعادة اتصال لتغييره.',
  'no-extension-left': 'لا توجد تمديدات متبقية لهذه المحادثة.',
  'no-free-capacity': 'السعة غير كافية لهذه المحادثة.',
  'agent-unavailable': 'سجّل هذا المندوب الخروج أو أنه غير نشط أو ليس في مسار العمل هذا. حدد مندوبًا آخر.',
  'not-open': 'تم تعيين هذه المحادثة لشخص آخر من قبل.',
  'not-active': 'يمكن نقل المحادثات النشطة أو تحريرها فقط.',
  'not-in-wrap-up': 'يمكن إغلاق المحادثات التي في مرحلة الاختتام فقط.',
  'live-conversations': 'لا تزال لديك محادثات نشطة. قم بالتأكيد لتحريرها إلى قائمة الانتظار وتسجيل الخروج.',
  'quick-reply-unknown': 'لم يعد هذا الرد السريع موجودًا. أعد تحميل الصفحة لتحديث القائمة.',
  'version-conflict': 'تم حفظ تغييرات أحدث. راجعها ثم أجرِ تغييرك مرة أخرى.',
  'version-required': 'تتعذّر معرفة الإصدار الذي تغيّره. أعد تحميل الصفحة ثم حاول مرة أخرى.',
  'not-found': 'هذا العنصر غير موجود. ربما تمت إزالته.',
  forbidden: 'لا يسمح دورك بذلك. للحصول على حق الوصول، اتصل بمسؤول.',
  unauthenticated: 'انتهت صلاحية جلسة العمل. سجّل الدخول مرة أخرى.',
  'already-exists': 'هذا الاسم مستخدم من قبل. اختر اسمًا آخر.',
  invalid: 'بعض القيم غير صالحة. تحقق من الحقول المميزة.',
  unsupported: 'لا تدعم الخدمة ذلك بعد. حاول مرة أخرى بعد تحديثها.',
  'client-too-old': 'هذه الصفحة قديمة. أعد تحميلها.',
  malformed: 'تعذّر على الخدمة قراءة الطلب. أعد تحميل الصفحة ثم حاول مرة أخرى.',
  'too-large': 'حجم هذا كبير جدًا ولا يمكن إرساله.',
  'too-many': 'محاولات كثيرة جدًا. انتظر لحظة ثم حاول مرة أخرى.',
  'other-gateway': 'وصل الطلب إلى خادم غير صحيح. حاول مرة أخرى.',
  unavailable: 'الخدمة غير متوفرة الآن. لم يتم تأكيد أي تغيير. حاول مرة أخرى لاحقًا.',
  'line-lost': 'انقطع الاتصال قبل أن تجيب الخدمة. تحقق مما إذا كانت العملية قد تمت، ثم حاول مرة أخرى.',
  unknown: 'حدث خطأ ما. حاول مرة أخرى. إذا استمرت المشكلة، فأعد تحميل الصفحة.',
};

/** The texts of refusals for staff. The chat widget of customers has its own texts. */
export const refusalSentences: Catalogues<Sentences> = { en, de, ar };
