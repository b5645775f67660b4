const soundKey = 'rejoin.desk.sound';
const notificationsKey = 'rejoin.desk.notifications';
/** The shortest interval between two sounds: sixty new chats at once play one. */
const chimeEveryMs = 1_000;
let chimedAt = -chimeEveryMs;
let audio: AudioContext | undefined;

export function soundIsOn(): boolean {
  return localStorage.getItem(soundKey) !== 'off';
}

export function switchSound(on: boolean): void {
  localStorage.setItem(soundKey, on ? 'on' : 'off');
  if (on) chime();
}

const ringEveryMs = 3_000;

/** Plays the sound again and again until the returned function is called. It follows the setting of the sound. */
export function ring(): () => void {
  chime();
  const timer = setInterval(chime, ringEveryMs);
  return () => {
    clearInterval(timer);
  };
}

/** Plays two short notes. A browser plays nothing until the person has interacted with the page. */
export function chime(): void {
  if (soundIsOn()) playChime();
}

/** Plays them whatever the setting of the desk is, at most once a second. */
export function playChime(): void {
  const now = performance.now();
  if (now - chimedAt < chimeEveryMs) return;
  chimedAt = now;
  audio ??= new AudioContext();
  const { currentTime, destination } = audio;
  if (audio.state === 'suspended') void audio.resume();
  for (const [index, frequency] of [660, 880].entries()) {
    const [note, volume] = [audio.createOscillator(), audio.createGain()];
    const from = currentTime + index * 0.12;
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(0.08, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.25);
    note.connect(volume).connect(destination);
    note.start(from);
    note.stop(from + 0.26);
  }
}

export function notificationsAreOn(): boolean {
  return localStorage.getItem(notificationsKey) === 'on' && permission() === 'granted';
}

/**
 * Turns notifications on or off. The browser asks the person for permission, which it allows only after an
 * interaction. Resolves to false when permission is denied.
 */
export async function switchNotifications(on: boolean): Promise<boolean> {
  if (on && permission() === 'default') await Notification.requestPermission();
  const allowed = !on || permission() === 'granted';
  localStorage.setItem(notificationsKey, on && allowed ? 'on' : 'off');
  return allowed;
}

/** Shows a notification. It contains no text of the customer, because other people may see the screen. */
export function notify(title: string, tag: string, clicked: () => void): void {
  if (!notificationsAreOn() || document.visibilityState === 'visible') return;
  const notification = new Notification(title, { tag });
  notification.onclick = () => {
    window.focus();
    clicked();
    notification.close();
  };
}

function permission(): NotificationPermission {
  return 'Notification' in window ? Notification.permission : 'denied';
}
