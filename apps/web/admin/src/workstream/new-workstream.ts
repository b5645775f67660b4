import type { WorkstreamSettings } from '@rejoin/contracts';
import { seconds, text, whole } from '../form/checks';
import { problemsOf, type Problems } from '../form/problem';

export function newWorkstream(timeZone: string): WorkstreamSettings {
  return {
    name: '',
    active: true,
    timeZone,
    unitsPerConversation: 1,
    wrapUpRule: 'always-block',
    wrapUpSeconds: null,
    autoCloseSeconds: 900,
    openHoldSeconds: 180,
  };
}

export function workstreamProblems(workstream: WorkstreamSettings): Problems {
  const { name, timeZone, unitsPerConversation, wrapUpRule, wrapUpSeconds } = workstream;
  return problemsOf([
    text('/name', name),
    isTimeZone(timeZone) ? undefined : ['/timeZone', 'time-zone'],
    whole('/unitsPerConversation', unitsPerConversation, 0, 1000),
    wrapUpRule === 'custom-time' && wrapUpSeconds === null
      ? ['/wrapUpSeconds', 'wrap-up-required']
      : undefined,
    wrapUpSeconds === null ? undefined : seconds('/wrapUpSeconds', wrapUpSeconds, 3600),
    seconds('/autoCloseSeconds', workstream.autoCloseSeconds),
    seconds('/openHoldSeconds', workstream.openHoldSeconds),
  ]);
}

/** Auto-close waits for the wrap-up time if that is longer, so a shorter setting has no effect. */
export function closesLaterThanSet({
  wrapUpRule,
  wrapUpSeconds,
  autoCloseSeconds,
}: WorkstreamSettings): boolean {
  return wrapUpRule === 'custom-time' && wrapUpSeconds !== null && wrapUpSeconds > autoCloseSeconds;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return name !== '';
  } catch {
    return false;
  }
}
