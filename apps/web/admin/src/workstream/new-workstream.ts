import { WorkstreamSettings } from '@rejoin/contracts';
import { foundBy } from '../form/field-problem';
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
    dispositions: [],
    dispositionRequired: false,
    tags: [],
    offerSeconds: null,
    awayAfterMissedOffer: false,
    keepTranscriptsDays: null,
    keepConversationsDays: null,
  };
}

export function workstreamProblems(workstream: WorkstreamSettings): Problems {
  return problemsOf(foundBy(WorkstreamSettings, workstream));
}

/** Auto-close waits for the wrap-up time if that is longer, so a shorter setting has no effect. */
export function closesLaterThanSet({
  wrapUpRule,
  wrapUpSeconds,
  autoCloseSeconds,
}: WorkstreamSettings): boolean {
  return wrapUpRule === 'custom-time' && wrapUpSeconds !== null && wrapUpSeconds > autoCloseSeconds;
}
