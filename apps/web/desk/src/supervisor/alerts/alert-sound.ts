import { playChime } from '../../desk/alerts';

const soundKey = 'rejoin.supervisor.alert-sound';

/** Off, until the person has turned it on. */
export const alertSoundIsOn = (): boolean => localStorage.getItem(soundKey) === 'on';

export function switchAlertSound(on: boolean): void {
  localStorage.setItem(soundKey, on ? 'on' : 'off');
  if (on) playChime();
}

export function soundAlert(): void {
  if (alertSoundIsOn()) playChime();
}
