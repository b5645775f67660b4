import type { AuditEntry } from '../api/kinds';
import { useAdminWords } from '../words/words';

/** The name of whoever made a change. */
export function useWho(): (by: AuditEntry['by']) => string {
  const words = useAdminWords();
  return ({ as, displayName }) => {
    if (as === 'setup') return words.audit.setup;
    if (as === 'demo') return words.audit.demo;
    if (as === 'provider') return words.audit.provider;
    if (as === 'system') return words.product;
    return displayName ?? words.conflict.somebody;
  };
}
